// Compiled and never run: what the types of the installed packages accept and refuse.
import { type ChatMessage, createStore, defineConfig, driverName } from '@agentstore/core';
import type { FileConfig } from '@agentstore/file';

const directory: FileConfig = { directory: './memory', ttlSeconds: 60 };
const config = defineConfig({
  defaultStorage: { driver: 'file', ...directory },
  defaultHistoryStorage: [{ driver: 'file', directory: './chats' }, 'memory'],
});
const history = createStore(config).history({ agentName: 'support' });
export const messages: Promise<ChatMessage[]> = history.get();
createStore({ defaultStorage: driverName('file') });

// @ts-expect-error a directory is needed
createStore({ defaultStorage: { driver: 'file' } });
// @ts-expect-error no package declares this driver
createStore({ defaultStorage: 'no-such-driver' });
