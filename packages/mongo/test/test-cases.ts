import { type ConformanceCase, type ConformanceOptions, driverTests } from '@agentstore/conformance';

/** The case that stand-ins of MongoDB need most time for, since they look at the whole collection when they look for a range. */
export const listingOfMany = /^a listing of more than 1,000 identities /;

/**
 * Each case in a collection of its own: the stand-ins of MongoDB get slow with what a collection holds. Those that wait for
 * time to pass wait at once.
 *
 * @param without a case to leave out
 */
export function testCases(optionsFor: (collection: string) => ConformanceOptions, without?: RegExp): void {
  const cases = driverTests(optionsFor('any')).map((_, at): ConformanceCase => {
    const own = driverTests(optionsFor(`case ${at}`))[at];
    if (!own) throw new Error('the cases are not the same for each collection');
    return own;
  });
  const wanted = cases.filter(({ title }) => !without?.test(title));
  if (without && wanted.length !== cases.length - 1) throw new Error(`one case is to be left out, by ${without}`);
  for (const { title, guarantee, run, timeoutMs } of wanted) {
    (guarantee === 'G8' ? test.concurrent : test)(title, run, timeoutMs);
  }
}
