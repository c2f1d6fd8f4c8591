export { startProxy } from './proxy.ts';
export { findRedis } from './redis/find-redis.ts';
export { type RedisOptions, startRedis } from './redis/start-redis.ts';
export { type RedisCluster, startRedisCluster } from './redis/start-redis-cluster.ts';
export { type RedisSentinel, startRedisSentinel } from './redis/start-redis-sentinel.ts';
export { runsTestsOf } from './skipped-tests.ts';
export type { TestProxy } from './test-proxy.ts';
export type { ServerSearch, TestServer } from './test-server.ts';
