import { runsTestsOf } from '@agentstore/test-servers';

/** Tests that any server will do for. Skipped where there is none. */
export const describeDynamo = runsTestsOf('dynamo') ? describe : describe.skip;

/** Tests that pause or kill their server. Skipped where there is no program to start. */
export const describeOwnDynamo = runsTestsOf('own dynamo') ? describe : describe.skip;
