import { runsTestsOf } from '@agentstore/test-servers';

/** Tests that any server will do for. Skipped where there is none. */
export const describeRedis = runsTestsOf('redis') ? describe : describe.skip;

/** Tests that pause, kill or fill their server, or need several. Skipped where there is no program to start. */
export const describeOwnRedis = runsTestsOf('own redis') ? describe : describe.skip;
