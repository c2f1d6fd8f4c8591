import { type ConformanceCase, type ConformanceOptions, driverTests } from '@agentstore/conformance';
import type { Fault } from './fault.ts';

/** Runs cases at once. The one that names the fault must fail by its own judgement, and no other but those that must too. */
export async function expectFault(
  { fault, also = [] }: Fault,
  options: ConformanceOptions,
  isWanted: (each: ConformanceCase) => boolean,
): Promise<void> {
  const failures = new Map<string, Error>();
  const cases = driverTests(options).filter(isWanted);
  await Promise.all(cases.map(({ title, run }) => run().catch((error: Error) => failures.set(title, error))));

  const found = failures.get(fault);
  expect({ fault, error: found?.name, message: found?.message }).toMatchObject({ fault, error: 'ConformanceError' });
  failures.delete(fault);
  const isKnown = (title: string) =>
    also.some((other) => (typeof other === 'string' ? other === title : other.test(title)));
  expect(
    [...failures].filter(([title]) => !isKnown(title)).map(([title, { message }]) => `${title}: ${message}`),
  ).toEqual([]);
}
