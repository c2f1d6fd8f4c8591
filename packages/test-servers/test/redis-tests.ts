import { runsTestsOf } from '../src/index.ts';

/** A test that kills its servers, or asks for more than one: skipped where there is no program to start. */
export const testOwnRedis = runsTestsOf('own redis') ? test : test.skip;
