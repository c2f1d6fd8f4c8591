import { setup } from '../../scripts/setup.mjs';
import { importAim } from '../aims.mjs';
import { importTimes } from '../parts/imports.mjs';
import { bundledSizes, coreDependencies } from '../parts/sizes.mjs';

const clients = {
  '@agentstore/core': [],
  '@agentstore/file': [],
  '@agentstore/redis': ['ioredis'],
  '@agentstore/mongo': ['mongodb'],
  '@agentstore/dynamo': ['@aws-sdk/client-dynamodb'],
  '@agentstore/s3': ['@aws-sdk/client-s3'],
};

/** What an import takes before anything is stored. @type {import('../run.mjs').Section} */
export const startup = {
  name: 'startup',
  title: 'Imports and sizes',
  async measure(run) {
    // size-limit is a program of the workspace.
    await setup();
    run.progress('imports');
    const imports = await importTimes(clients, run);
    run.progress('sizes');
    const [core] = imports;
    return {
      against: 'new processes',
      rows: [
        {
          what: 'import of core, beyond an empty module',
          value: `${core.milliseconds.toFixed(1)} ms`,
          unit: ' ms',
          aim: importAim,
          isReached: core.milliseconds <= importAim.atMost,
        },
        ...(await bundledSizes()),
        coreDependencies(),
      ],
      tables: [
        {
          title: 'Imports, in milliseconds beyond an empty module, and whether the client comes with them',
          head: ['', 'ms', 'quartiles', 'loads its client'],
          cells: imports.map(({ specifier, milliseconds, low, high, loads }) => [
            specifier,
            milliseconds.toFixed(1),
            `${low.toFixed(1)} – ${high.toFixed(1)}`,
            clients[specifier].length === 0 ? '–' : loads.join() || 'no',
          ]),
        },
      ],
    };
  },
};
