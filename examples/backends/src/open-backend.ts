import type { Backend } from './backend.ts';
import { backendName } from './backend-name.ts';
import { openFiles } from './file-backend.ts';
import { importDriver } from './import-driver.ts';

export interface BackendRequest {
  /** The program's name, which is part of the places where it stores. */
  readonly program: string;
  /** A driver's name. Default: 'file'. */
  readonly driver?: string;
  /** Where its server is. Default: what the environment says, REDIS_URL for example; or a server is started. */
  readonly url?: string;
  /** Whether a server is started also where the environment names one. Default: false. */
  readonly own?: boolean;
  /** For the file driver. Default: a temporary one, which `stop` removes. */
  readonly directory?: string;
}

/** Opens the backend of that name, and imports its driver. Rejects, in one line for people, where it cannot be had. */
export async function openBackend({
  program,
  driver = 'file',
  url,
  directory,
  own = false,
}: BackendRequest): Promise<Backend> {
  const name = backendName(driver);
  const isServer = name !== 'file' && name !== 'memory';
  if (url !== undefined && !isServer)
    throw new Error(`--url is for a driver with a server: --driver redis --url ${url}`);
  if (directory !== undefined && name !== 'file') throw new Error(`a folder is for the file driver, not for ${name}`);

  await importDriver(name);
  if (name === 'file') return openFiles(program, directory);
  // Not loaded for the file driver: it needs neither a server nor what starts one.
  if (name === 'memory') return (await import('./memory-backend.ts')).openMemory();
  return (await import('./server-backend.ts')).openServer(name, program, { url, own });
}
