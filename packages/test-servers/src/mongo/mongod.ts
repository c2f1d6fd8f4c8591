import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { findProgram } from '../find-program.ts';
import type { MongoProgram } from './mongo-program.ts';

/** MongoDB's own server, where it is installed. Rejects with an error that says what to install. */
export async function mongod(): Promise<MongoProgram> {
  const path = findProgram('mongod');
  if (path === null) throw new Error('install mongod, or set MONGODB_URL');
  const { stdout } = await promisify(execFile)(path, ['--version']);
  return {
    path,
    version: `mongod ${/db version v(\S+)/.exec(stdout)?.[1]}`,
    arguments: (port, folder) => [
      ...['--port', String(port), '--bind_ip', '127.0.0.1', '--dbpath', folder, '--nounixsocket'],
    ],
  };
}
