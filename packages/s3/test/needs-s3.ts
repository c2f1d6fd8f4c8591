import { runsTestsOf } from '@agentstore/test-servers';

/** Tests that any store will do for. Skipped where there is none. */
export const describeS3 = runsTestsOf('s3') ? describe : describe.skip;

/** Tests that pause or kill their store, or need one that is broken. Skipped where there is no program to start. */
export const describeOwnS3 = runsTestsOf('own s3') ? describe : describe.skip;
