import { type AgentStore, createStore, type DriverSpec } from '@agentstore/core';
// By value, not by name alone: a bundler cannot see what a name stands for.
import '@agentstore/file';

const place = globalThis as { supportStore?: AgentStore };

/**
 * The one store of this process. It lies on globalThis, because hot reload runs this module again: a second store would open
 * every connection a second time.
 */
export function store(): AgentStore {
  place.supportStore ??= createStore({ defaultStorage: driver() });
  return place.supportStore;
}

/** Files; or what the environment says, as JSON: `AGENTSTORE_DRIVER='{"driver":"redis","url":"redis://..."}'`. */
function driver(): DriverSpec {
  const { AGENTSTORE_DRIVER, AGENTSTORE_DIRECTORY = './memory' } = process.env;
  return AGENTSTORE_DRIVER ? JSON.parse(AGENTSTORE_DRIVER) : { driver: 'file', directory: AGENTSTORE_DIRECTORY };
}
