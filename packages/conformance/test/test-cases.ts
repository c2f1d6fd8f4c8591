import { type ConformanceCase, type ConformanceOptions, driverTests } from '@agentstore/conformance';

/** Makes tests of the cases. Those that wait for time to pass wait at once. */
export function testCases(
  options: ConformanceOptions,
  isWanted: (each: ConformanceCase) => boolean = () => true,
): void {
  for (const each of driverTests(options).filter(isWanted)) {
    const runner = each.guarantee === 'G8' ? test.concurrent : test;
    runner(each.title, each.run, each.timeoutMs);
  }
}
