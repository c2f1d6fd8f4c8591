import type { NamedDriver } from '@agentstore/core';
import { type Backend, openBackend } from '@agentstore/example-backends';
import { aside } from '../screen.ts';
import type { Fault } from './script.ts';

/** Two drivers, and what is done to them. */
export interface ChaosPair {
  readonly words: string;
  readonly drivers: readonly { readonly id: string; readonly spec: NamedDriver }[];
  readonly script: readonly Fault[];
  stop(): Promise<void>;
}

/** In milliseconds: how long an operation may take. A busy disk takes its time. */
const [redisTimeoutMs, fileTimeoutMs] = [500, 2_000];
/** In milliseconds: how long a fault lasts. */
const awayMs = 3_000;

/** Redis and files where a server can be had, or else two directories. @param driver what was asked for */
export async function openPair(driver?: string): Promise<ChaosPair> {
  if (driver === 'file') return openDirectories();
  if (driver !== undefined && driver !== 'redis') {
    throw new Error(`--chaos takes redis (as without --driver) or file, not ${driver}`);
  }
  try {
    return await openRedisAndFiles();
  } catch (error) {
    if (driver === 'redis') throw error;
    aside((error as Error).message);
    return openDirectories();
  }
}

async function openRedisAndFiles(): Promise<ChaosPair> {
  const [redis, files] = [await openBackend({ program: 'demo', driver: 'redis', own: true }), await openFiles()];
  if (redis.name !== 'redis' || !redis.process) throw new Error('a Redis of its own was asked for');
  const server = redis.process;
  const directory = await files.breakable('second');
  return {
    words: `${redis.where}, which may take ${redisTimeoutMs} ms for an operation, and files`,
    drivers: [
      { id: 'redis', spec: { ...(await redis.spec('chaos')), timeoutMs: redisTimeoutMs } },
      { id: 'file', spec: { ...directory.spec, timeoutMs: fileTimeoutMs } },
    ],
    script: [
      { words: 'SIGSTOP: redis hangs', do: () => server.pause(), forMs: awayMs },
      { words: 'SIGCONT: redis goes on', do: () => server.resume(), forMs: null },
      { words: 'SIGKILL: redis is dead', do: () => server.kill(), forMs: awayMs },
      { words: 'redis is started again, and is empty', do: () => server.restart(), forMs: null },
      {
        words: 'the directory of file is taken away',
        do: async () => void (await directory.cut('file')),
        forMs: awayMs,
      },
      { words: 'the directory of file is put back', do: () => directory.restore(), forMs: null },
    ],
    stop: () => stopAll(redis, files),
  };
}

async function openDirectories(): Promise<ChaosPair> {
  const files = await openFiles();
  const [first, second] = [await files.breakable('first'), await files.breakable('second')];
  const faults = (id: string, { cut, restore }: typeof first): Fault[] => [
    { words: `the directory of ${id} is taken away`, do: async () => void (await cut(id)), forMs: awayMs },
    { words: `the directory of ${id} is put back`, do: restore, forMs: null },
  ];
  return {
    words: 'two file drivers with a directory each',
    drivers: [
      { id: 'first', spec: { ...first.spec, timeoutMs: fileTimeoutMs } },
      { id: 'second', spec: { ...second.spec, timeoutMs: fileTimeoutMs } },
    ],
    script: [...faults('first', first), ...faults('second', second), ...faults('first', first)],
    stop: () => stopAll(files),
  };
}

async function openFiles() {
  const files = await openBackend({ program: 'demo-chaos' });
  if (files.name !== 'file') throw new Error('files were asked for');
  return files;
}

async function stopAll(...backends: readonly Backend[]): Promise<void> {
  for (const backend of backends) await backend.stop();
}
