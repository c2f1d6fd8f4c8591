import { defineConfig } from '@agentstore/core';
import '@agentstore/file';

/**
 * Plain JSON: drivers by name, and what each takes. So it could as well come from a file. Directories are relative to where
 * the program runs.
 */
export const config = defineConfig({
  // The defaults, for every agent that says nothing else.
  defaultStorage: { driver: 'file', directory: 'defaults/state' },
  defaultHistoryStorage: { driver: 'file', directory: 'defaults/histories' },
  defaultUsageStorage: { driver: 'file', directory: 'defaults/usage' },

  // By provider: for the agents that use its models. A list is a chain, which writes to all of its drivers.
  providers: {
    openai: {
      history: [
        { driver: 'file', id: 'near', directory: 'openai/near' },
        { driver: 'file', id: 'far', directory: 'openai/far' },
      ],
      usageStorage: { driver: 'file', directory: 'openai/usage' },
    },
  },

  // What a driver takes wherever it is named.
  drivers: { file: { timeoutMs: 10_000 } },
});
