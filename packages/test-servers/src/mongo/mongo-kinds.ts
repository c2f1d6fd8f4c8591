import { jongodb } from './jongodb.ts';
import { mongoJavaServer } from './mongo-java-server.ts';
import type { MongoProgram } from './mongo-program.ts';
import { mongod } from './mongod.ts';

/** The servers of MongoDB's protocol that tests can run against, the real one first. */
export const mongoKinds = ['mongod', 'mongo-java-server', 'jongodb'] as const;

export type MongoKind = (typeof mongoKinds)[number];

const programs: Readonly<Record<MongoKind, () => Promise<MongoProgram>>> = {
  mongod,
  'mongo-java-server': mongoJavaServer,
  jongodb,
};

/** Found, or installed. Rejects with an error that says what to install. */
export function mongoProgram(kind: MongoKind): Promise<MongoProgram> {
  return programs[kind]();
}

/** The first kind that can be had. Rejects with all that could be installed. */
export async function anyMongoProgram(): Promise<MongoProgram> {
  const reasons: string[] = [];
  for (const kind of mongoKinds) {
    try {
      return await mongoProgram(kind);
    } catch (error) {
      reasons.push((error as Error).message);
    }
  }
  throw new Error(reasons.join('; or '));
}
