import { startRedisSentinel } from '@agentstore/test-servers';
import { redisOf } from '../redis-of-sentinels.mjs';

/** Redis that is found by its sentinels. @type {import('../backend.mjs').Start} */
export async function startSentinelBackend() {
  const group = await startRedisSentinel();
  const { driver, client } = redisOf(group);
  return {
    version: `${group.version}, a primary, a replica, three sentinels`,
    spec: { driver: 'redis', sentinels: group.sentinels, name: group.name },
    lone: driver,
    prepare: async () => {},
    holdReplica: () => group.holdReplica(),
    failOver: () => group.failOver(),
    async stop() {
      client.disconnect();
      await group.stop();
    },
  };
}
