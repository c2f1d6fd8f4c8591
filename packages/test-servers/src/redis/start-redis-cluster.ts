import { startTogether, stopAll } from '../start-together.ts';
import type { TestServer } from '../test-server.ts';
import { waitUntil } from '../wait-until.ts';
import { redisCommand } from './redis-command.ts';
import { fieldsOf } from './redis-info.ts';
import { startRedis } from './start-redis.ts';

const SLOTS = 16_384;
const NODES = 3;

export interface RedisCluster {
  readonly nodes: readonly { readonly host: string; readonly port: number }[];
  /** The program and its version: `redis-server 7.0.15`. */
  readonly version: string;
  /** Ends all nodes and removes their folders. */
  stop(): Promise<void>;
}

/**
 * Starts a Redis Cluster of three primaries without replicas, always of one's own. Resolves once every node knows the owner
 * of every slot and serves its own, which Redis grants two seconds after its start.
 */
export async function startRedisCluster(): Promise<RedisCluster> {
  const nodes = await startTogether(Array.from({ length: NODES }, startNode));
  try {
    await Promise.all(nodes.map(takeSlots));
    await introduceAll(nodes);
    await waitUntil('all nodes of the cluster serve all slots', async () => {
      const answers = await Promise.all(nodes.map(servesAllSlots));
      return answers.every(Boolean);
    });
  } catch (error) {
    await stopAll(nodes);
    throw error;
  }
  return {
    nodes: nodes.map(({ port }) => ({ host: '127.0.0.1', port })),
    version: nodes[0]?.version ?? '',
    stop: () => stopAll(nodes),
  };
}

function startNode(): Promise<TestServer> {
  return startRedis({ own: true, arguments: ['--cluster-enabled', 'yes', '--cluster-announce-ip', '127.0.0.1'] });
}

async function takeSlots({ url }: TestServer, node: number): Promise<void> {
  const [first, end] = [node, node + 1].map((place) => Math.round((place * SLOTS) / NODES)) as [number, number];
  const slots = Array.from({ length: end - first }, (_, place) => String(first + place));
  await redisCommand(url, 'CLUSTER', 'ADDSLOTS', ...slots);
  // Different ones from the beginning: nodes with the same epoch would first have to settle who is the newer.
  await redisCommand(url, 'CLUSTER', 'SET-CONFIG-EPOCH', String(node + 1));
}

async function introduceAll([first, ...others]: readonly TestServer[]): Promise<void> {
  for (const { url } of others) await redisCommand(url, 'CLUSTER', 'MEET', '127.0.0.1', String(first?.port));
}

async function servesAllSlots({ url }: TestServer): Promise<boolean> {
  const info = fieldsOf(await redisCommand(url, 'CLUSTER', 'INFO'));
  return info.get('cluster_state') === 'ok' && info.get('cluster_slots_ok') === String(SLOTS);
}
