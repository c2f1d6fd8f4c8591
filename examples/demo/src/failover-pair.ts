import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DriverSpec, LinkSpec } from '@agentstore/core';
import type { Backend, Breakable } from '@agentstore/example-backends';

/** Two drivers for a chain, called "first" and "second": the first alone, and what can be done to it. */
export interface FailoverPair extends Breakable<DriverSpec> {
  readonly drivers: readonly LinkSpec[];
  readonly words: string;
  /** How many messages the first one may miss: where a server is away, each costs a deadline. */
  readonly mostMissed: number;
  /** Whether the first one keeps the sessions that are shown, so that it must have them whole in the end. */
  readonly firstKeeps: boolean;
}

/**
 * The place of that name, and a file driver behind it; or, where it is one of the file driver itself, before it. Null where
 * nothing of ours can cut the way to the place.
 */
export async function failoverPair(backend: Backend, place: string): Promise<FailoverPair | null> {
  if (backend.name === 'file') {
    const first = await backend.breakable(`first-${process.pid}`);
    return {
      ...first,
      drivers: [
        { ...first.spec, id: 'first' },
        { ...(await backend.spec(place)), id: 'second' },
      ],
      words: 'two file drivers with a directory each: "first" and "second"',
      mostMissed: Number.POSITIVE_INFINITY,
      firstKeeps: false,
    };
  }

  const first = await backend.breakable(place);
  if (first === null) return null;
  const directory = await mkdtemp(join(tmpdir(), 'agentstore-demo-second-'));
  return {
    ...first,
    drivers: [linkTo(first.spec), { driver: 'file', id: 'second', directory }],
    words: `the ${backend.name} driver, "first", and a file driver, "second"`,
    mostMissed: 3,
    firstKeeps: true,
    async end() {
      await first.end();
      await rm(directory, { recursive: true });
    },
  };
}

function linkTo(spec: Exclude<DriverSpec, string | readonly LinkSpec[]>): LinkSpec {
  return 'read' in spec ? { driver: spec, id: 'first' } : { ...spec, id: 'first' };
}
