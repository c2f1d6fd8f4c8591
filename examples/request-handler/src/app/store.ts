import { type AgentStore, createStore } from '@agentstore/core';
// By value, not by name alone: a bundler cannot see what a name stands for.
import '@agentstore/file';

const place = globalThis as { supportStore?: AgentStore };

/**
 * The one store of this process. It lies on globalThis, because hot reload runs this module again: a second store would open
 * every connection a second time.
 */
export function store(): AgentStore {
  place.supportStore ??= createStore({
    defaultStorage: { driver: 'file', directory: process.env.AGENTSTORE_DIRECTORY ?? './memory' },
  });
  return place.supportStore;
}
