import { expectFault } from './broken/expect-fault.ts';
import { processFaults } from './broken/process-faults.ts';
import { sharedTinyOptions } from './tiny/options.ts';
import { startTinyServer } from './tiny/server.ts';

describe('the case that names the fault among processes finds it', () => {
  test.each(processFaults)('$driver.name: $fault', async (fault) => {
    const server = await startTinyServer();
    try {
      const options = sharedTinyOptions(fault.driver, () => server);
      // No others: each case starts processes of its own.
      await expectFault(fault, options, ({ title }) => title === fault.fault);
    } finally {
      await server.close();
    }
  });
});
