import { type AwsServer, ownAws } from '../aws-server.ts';
import { httpAnswer } from '../http-answer.ts';
import { startServer } from '../server-process.ts';
import type { DiskOptions } from '../test-server.ts';
import { wantsOwn } from '../wants-own.ts';
import { dynamoProgram } from './dynamo-program.ts';
import { givenDynamo } from './given-dynamo.ts';

export interface DynamoOptions extends DiskOptions {
  /** A server of the test alone, which it may pause, kill and restart, also where `DYNAMODB_URL` is set. Default: false. */
  readonly own?: boolean;
}

/**
 * A DynamoDB server for a test, empty, without tables: DynamoDB Local, which is installed by Maven if it is missing.
 *
 * Where `DYNAMODB_URL` is set and no option asks for a server of one's own, it is that server, with the credentials of
 * AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY: used as it stands, neither emptied nor ended by `stop`, and `pause`,
 * `resume`, `kill` and `restart` are refused.
 *
 * @throws where there is no program to start, with what to install
 */
export async function startDynamo(options: DynamoOptions = {}): Promise<AwsServer> {
  if (process.env.DYNAMODB_URL && !wantsOwn({ ...options })) return givenDynamo(process.env.DYNAMODB_URL);

  const { path, version, javaArguments } = await dynamoProgram();
  const url = (port: number) => `http://127.0.0.1:${port}`;
  const server = await startServer({
    version,
    path,
    url,
    user: options.user,
    parentFolder: options.parentFolder,
    // It listens on all interfaces, not on the loopback alone, and has no option against that. One database for all: by
    // default each region and each access key have tables of their own.
    arguments: (port, folder) => [
      ...javaArguments,
      ...(options.onDisk ? ['-dbPath', folder] : ['-inMemory']),
      ...['-sharedDb', '-disableTelemetry', '-port', String(port)],
    ],
    isReady: async (port) => {
      const answer = await httpAnswer(url(port)).catch(() => null);
      return answer?.has('x-amzn-requestid') ?? false;
    },
  });
  return Object.assign(server, ownAws);
}
