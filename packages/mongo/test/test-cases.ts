import { type ConformanceOptions, driverTests } from '@agentstore/conformance';

type Options = ConformanceOptions & {
  /** For the cases about size. A stand-in of MongoDB looks at the whole collection when it looks for a range. */
  readonly createBig: ConformanceOptions['create'];
};

/** Those that wait for time to pass wait at once. */
export function testCases({ createBig, ...options }: Options): void {
  for (const { title, guarantee, run, timeoutMs } of driverTests(options)) {
    if (guarantee !== 'G6') (guarantee === 'G8' ? test.concurrent : test)(title, run, timeoutMs);
  }
  for (const { title, guarantee, run, timeoutMs } of driverTests({ ...options, create: createBig })) {
    if (guarantee === 'G6') test(title, run, timeoutMs);
  }
}
