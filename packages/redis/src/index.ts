import { registerDriver } from '@agentstore/core';
import { RedisDriver } from './driver.ts';

registerDriver('redis', RedisDriver);

export type { RedisClient, RedisNode } from './client.ts';
export type { GivenRedisClient, RedisConfig, RedisOptions, RedisUrl } from './config.ts';
export { RedisDriver };
