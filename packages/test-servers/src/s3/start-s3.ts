import { mkdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type AwsServer, ownAws } from '../aws-server.ts';
import { httpAnswer } from '../http-answer.ts';
import { cacheFolder } from '../repository-folder.ts';
import { type ServerProgram, startServer } from '../server-process.ts';
import type { DiskOptions, TestServer } from '../test-server.ts';
import { wantsOwn } from '../wants-own.ts';
import { givenS3 } from './given-s3.ts';
import { s3Program } from './s3-program.ts';

/** It keeps everything on its disk, whatever is asked for. */
export interface S3Options extends Pick<DiskOptions, 'parentFolder' | 'user'> {
  /** A server of the test alone, which it may pause, kill and restart, also where `S3_URL` is set. Default: false. */
  readonly own?: boolean;
  /**
   * A server of the test alone that **loses updates**: it keeps an object's ETag in a file beside it, so that a read may
   * give the new ETag with the old content, and a writer that meets `If-Match` overwrites what it has not seen. It takes
   * some four writers at once; each ETag still has one winner. Default: false.
   */
  readonly sidecar?: boolean;
}

/**
 * An S3 server for a test, empty, without buckets: versitygw, which is built by Go if it is missing.
 *
 * Where `S3_URL` is set, and no option asks for a server of one's own, it is that server, with the credentials of
 * AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY: used as it stands, neither emptied nor ended by `stop`, and `pause`,
 * `resume`, `kill` and `restart` are refused.
 *
 * @throws where there is no program to start, with what to install
 */
export async function startS3(options: S3Options = {}): Promise<AwsServer> {
  if (process.env.S3_URL && !wantsOwn({ ...options })) return givenS3(process.env.S3_URL);

  const { path, version } = await s3Program();
  const url = (port: number) => `http://127.0.0.1:${port}`;
  const program: ServerProgram = {
    version,
    path,
    url,
    user: options.user,
    parentFolder: options.parentFolder,
    environment: {
      ROOT_ACCESS_KEY: ownAws.credentials.accessKeyId,
      ROOT_SECRET_KEY: ownAws.credentials.secretAccessKey,
    },
    arguments: (port, folder) => [
      // As S3 does: by default it closes each connection after a reply.
      ...['--quiet', '--keep-alive', '--region', ownAws.region, '--port', `127.0.0.1:${port}`, 'posix'],
      ...(options.sidecar ? ['--sidecar', folderIn(folder, 'sidecar')] : []),
      folderIn(folder, 'objects'),
    ],
    isReady: async (port) => {
      const answer = await httpAnswer(url(port)).catch(() => null);
      return answer?.get('server') === 'VERSITYGW';
    },
  };
  return Object.assign(await startWithAttributes(program), ownAws);
}

function folderIn(parent: string, name: string): string {
  const folder = join(parent, name);
  mkdirSync(folder, { recursive: true });
  return folder;
}

// What it keeps of objects beside their content is in extended attributes, and it ends at once where there are none.
const NO_ATTRIBUTES = /xattrs are not supported/;

/** The folder for temporary files may have no extended attributes, as some file systems in memory: then the cache's. */
async function startWithAttributes(program: ServerProgram): Promise<TestServer> {
  try {
    return await startServer(program);
  } catch (error) {
    if (program.parentFolder !== undefined || !NO_ATTRIBUTES.test((error as Error).message)) throw error;
  }
  const parentFolder = cacheFolder();
  mkdirSync(parentFolder, { recursive: true });
  try {
    return await startServer({ ...program, parentFolder });
  } catch (error) {
    if (!NO_ATTRIBUTES.test((error as Error).message)) throw error;
    const folders = `${tmpdir()} and ${parentFolder}`;
    throw new Error(`${program.version} needs extended attributes, which ${folders} do not have: set TMPDIR`, {
      cause: error,
    });
  }
}
