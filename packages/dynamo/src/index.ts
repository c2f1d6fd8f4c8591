import { registerDriver } from '@agentstore/core';
import { DynamoDriver } from './driver.ts';

registerDriver('dynamo', DynamoDriver);

export type { DynamoClient } from './client.ts';
export type { DynamoConfig, DynamoOptions, DynamoPlace, GivenDynamoClient } from './config.ts';
export { DynamoDriver };
