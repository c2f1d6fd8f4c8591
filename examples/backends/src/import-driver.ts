import { type BackendName, backendName } from './backend-name.ts';

const packages: { readonly [N in BackendName]: () => Promise<unknown> } = {
  file: () => import('@agentstore/file'),
  // Part of core.
  memory: async () => {},
  redis: () => import('@agentstore/redis'),
  mongo: () => import('@agentstore/mongo'),
  dynamo: () => import('@agentstore/dynamo'),
  s3: () => import('@agentstore/s3'),
};

/** Registers the driver of that name, and loads no other one: for a program that learns the name when it runs. */
export async function importDriver(name: string): Promise<void> {
  await packages[backendName(name)]();
}
