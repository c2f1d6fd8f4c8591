import { type MongoKind, mongoKinds, runsTestsOf } from '@agentstore/test-servers';

/** Tests that any server will do for. Skipped where there is none. */
export const describeMongo = runsTestsOf('mongo') ? describe : describe.skip;

/** Tests that pause or kill their server, or need several. Skipped where there is no program to start. */
export const describeOwnMongo = runsTestsOf('own mongo') ? describe : describe.skip;

/** Tests for every kind of server that can be had: each is another reading of the protocol. Skipped where there is none. */
export function describeEachMongo(title: string, define: (kind: MongoKind) => void): void {
  for (const kind of mongoKinds)
    (runsTestsOf(kind) ? describe : describe.skip)(`${title}, on ${kind}`, () => define(kind));
}
