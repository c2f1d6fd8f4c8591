import { registerDriver } from '@agentstore/core';
import { MongoDriver } from './driver.ts';

registerDriver('mongo', MongoDriver);

export type { MongoClient } from './client.ts';
export type { GivenMongoClient, MongoConfig, MongoOptions, MongoUrl } from './config.ts';
export { MongoDriver };
