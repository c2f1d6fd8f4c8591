import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { repositoryFolder } from '../repository-folder.ts';
import type { MongoProgram } from './mongo-program.ts';

// An optional dependency of this package, which package managers leave out on other systems. Not looked up by `require`,
// which in tests may also look elsewhere (NODE_PATH).
const FOLDER = 'packages/test-servers/node_modules/@jongodb/memory-server-bin-linux-x64-gnu';

interface Manifest {
  readonly version: string;
  readonly jongodb: { readonly binary: string };
}

/** A native server that comes with the dependencies, where there is one for this system. Rejects where there is none. */
export async function jongodb(): Promise<MongoProgram> {
  const folder = join(repositoryFolder(), FOLDER);
  const file = join(folder, 'package.json');
  if (!existsSync(file)) throw new Error('install the dependencies on 64-bit Linux with glibc: jongodb is one of them');
  const manifest: Manifest = JSON.parse(readFileSync(file, 'utf8'));
  return {
    path: join(folder, manifest.jongodb.binary),
    version: `jongodb ${manifest.version}`,
    arguments: (port) => [`--port=${port}`, '--host=127.0.0.1'],
  };
}
