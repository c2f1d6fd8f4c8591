import { driverTests, type Guarantee } from '@agentstore/conformance';
import { faults } from './broken/all-faults.ts';
import { expectFault } from './broken/expect-fault.ts';
import { tinyOptions } from './tiny/options.ts';

/** Hundreds of identities and values, and the passing of time: looked at where the fault is one of these. */
const longGuarantees: readonly Guarantee[] = ['G6', 'G7', 'G8'];

/** In milliseconds: what ask for more are long cases, looked at where they name the fault. */
const longTimeoutMs = 100_000;

describe('the case that names the fault finds it', () => {
  for (const fault of faults) {
    const sizes = { itemBytes: 600_000, listBytes: 1_200_000 };
    const options = { ...tinyOptions(fault.driver, fault.native), sizes };
    const own = driverTests(options).find(({ title }) => title === fault.fault);
    const runner = own?.guarantee === 'G8' ? test.concurrent : test;
    runner(`${fault.driver.name}: ${fault.fault}`, () =>
      expectFault(fault, options, ({ title, guarantee, timeoutMs }) => {
        if (title === fault.fault) return true;
        return timeoutMs < longTimeoutMs && (guarantee === own?.guarantee || !longGuarantees.includes(guarantee));
      }),
    );
  }
});
