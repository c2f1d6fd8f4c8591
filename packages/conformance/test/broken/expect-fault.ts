import { type ConformanceCase, type ConformanceOptions, driverTests } from '@agentstore/conformance';
import type { Fault } from './fault.ts';

/** The one that names the fault must fail by its own judgement, and no other but those that must too. */
export async function expectFault(
  { fault, also = [] }: Fault,
  options: ConformanceOptions,
  isWanted: (each: ConformanceCase) => boolean,
): Promise<void> {
  const failures = new Map<string, Error>();
  const runCase = async ({ title, run }: ConformanceCase) => {
    await run().catch((error: Error) => failures.set(title, error));
  };
  const cases = driverTests(options).filter(isWanted);
  for (const each of cases.filter(({ guarantee }) => guarantee !== 'G8')) await runCase(each);
  // These wait for time to pass: at once.
  await Promise.all(cases.filter(({ guarantee }) => guarantee === 'G8').map(runCase));

  const found = failures.get(fault);
  expect({ fault, error: found?.name, message: found?.message }).toMatchObject({ fault, error: 'ConformanceError' });
  failures.delete(fault);
  const isKnown = (title: string) =>
    also.some((other) => (typeof other === 'string' ? other === title : other.test(title)));
  expect(
    [...failures].filter(([title]) => !isKnown(title)).map(([title, { message }]) => `${title}: ${message}`),
  ).toEqual([]);
}
