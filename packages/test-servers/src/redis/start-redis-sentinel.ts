import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { startServer } from '../server-process.ts';
import { startTogether, stopAll } from '../start-together.ts';
import type { TestServer } from '../test-server.ts';
import { waitUntil } from '../wait-until.ts';
import { redisCommand } from './redis-command.ts';
import { isRedisReady, redisInfo } from './redis-info.ts';
import { redisProgram } from './redis-program.ts';
import { startRedis } from './start-redis.ts';

const NAME = 'main';
const SENTINELS = 3;
const QUORUM = 2;

// As short as a busy machine allows: one that pauses longer would see failovers that nobody asked for.
const DOWN_AFTER_MS = 1_000;
// How long the sentinels wait before they vote again, where no one got the votes.
const FAILOVER_TIMEOUT_MS = 2_000;

export interface RedisSentinel {
  readonly sentinels: readonly { readonly host: string; readonly port: number }[];
  /** By which the sentinels know the primary. */
  readonly name: string;
  /** The program and its version: `redis-server 7.0.15`. */
  readonly version: string;
  /** From now on the replica gets nothing of what the primary takes, though both run: it lags. */
  holdReplica(): Promise<void>;
  /**
   * Kills the primary. Resolves once the replica is the primary and all sentinels say so. Only once, since no replica is
   * left then.
   */
  failOver(): Promise<void>;
  /** Ends all of them and removes their folders. */
  stop(): Promise<void>;
}

/**
 * Starts one primary, one replica and three sentinels, always of one's own. Resolves once the replica has all that the
 * primary has, and every sentinel knows the others.
 */
export async function startRedisSentinel(): Promise<RedisSentinel> {
  const primary = await startNode();
  const servers = [primary];
  try {
    const replica = await startNode('--replicaof', '127.0.0.1', String(primary.port));
    servers.push(replica);
    await waitUntil('the replica is in step', async () => {
      return (await redisInfo(replica.url, 'replication')).get('master_link_status') === 'up';
    });
    const sentinels = await startTogether(Array.from({ length: SENTINELS }, () => startSentinel(primary)));
    servers.push(...sentinels);
    const others = `slaves=1,sentinels=${SENTINELS}`;
    await waitUntil('the sentinels know each other', () => allSay(sentinels, primary, others));
    return {
      sentinels: sentinels.map(({ port }) => ({ host: '127.0.0.1', port })),
      name: NAME,
      version: primary.version,
      async holdReplica() {
        // Otherwise it would come back at once. Where it may not ask for what it lacks, it asks for all.
        await redisCommand(primary.url, 'ACL', 'SETUSER', 'default', '-psync', '-sync');
        await redisCommand(primary.url, 'CLIENT', 'KILL', 'TYPE', 'replica');
        await waitUntil('the replica is cut off', async () => {
          return (await redisInfo(replica.url, 'replication')).get('master_link_status') === 'down';
        });
      },
      async failOver() {
        await primary.kill();
        await waitUntil('the replica is the primary', async () => {
          try {
            // Asked last: as it becomes the primary, the sentinel resets its connections.
            if (!(await allSay(sentinels, replica, 'slaves=1'))) return false;
            return (await redisInfo(replica.url, 'replication')).get('role') === 'master';
          } catch {
            // Some do not answer while they are busy with each other: not yet, and `waitUntil` has a deadline.
            return false;
          }
        });
      },
      stop: () => stopAll(servers),
    };
  } catch (error) {
    await stopAll(servers);
    throw error;
  }
}

function startNode(...replication: readonly string[]): Promise<TestServer> {
  // By default a primary lets a new replica wait for five seconds, since more might come.
  return startRedis({ own: true, arguments: ['--repl-diskless-sync-delay', '0', ...replication] });
}

async function startSentinel(primary: TestServer): Promise<TestServer> {
  const { path, version } = await redisProgram();
  const sentinel = await startServer({
    version,
    path,
    url: (port) => `redis://127.0.0.1:${port}`,
    arguments: (port, folder) => {
      // A sentinel writes down what it learns, and refuses to start without a file for it.
      const file = join(folder, 'sentinel.conf');
      writeFileSync(file, '');
      return [file, '--sentinel', '--port', String(port), '--bind', '127.0.0.1', '--dir', folder];
    },
    isReady: (port, pid) => isRedisReady(`redis://127.0.0.1:${port}`, pid),
  });
  const set = (...option: readonly string[]) => redisCommand(sentinel.url, 'SENTINEL', ...option);
  await set('MONITOR', NAME, '127.0.0.1', String(primary.port), String(QUORUM));
  await set(
    'SET',
    NAME,
    'down-after-milliseconds',
    String(DOWN_AFTER_MS),
    'failover-timeout',
    String(FAILOVER_TIMEOUT_MS),
  );
  return sentinel;
}

/** Whether all sentinels agree about who the primary is, and what else they know about it. */
async function allSay(sentinels: readonly TestServer[], { port }: TestServer, others: string): Promise<boolean> {
  const infos = await Promise.all(sentinels.map(({ url }) => redisInfo(url, 'sentinel')));
  return infos.every((info) => info.get('master0')?.includes(`address=127.0.0.1:${port},${others}`));
}
