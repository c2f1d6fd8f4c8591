import { createDriver, type NamedDriver } from '@agentstore/core';
import { type Backend, openBackend } from '@agentstore/example-backends';

/** As store.ts gives it to the driver. */
const keyPrefix = 'two-regions:';

type Environment = Readonly<Record<'REDIS_URL' | 'S3_URL' | 'S3_BUCKET', string>>;

export interface Servers {
  /** What the environment of a region says. */
  readonly eu: Environment;
  readonly us: Environment;
  /** Takes S3 away from the region eu. */
  cutOff(): Promise<void>;
  reconnect(): Promise<void>;
  /** Empties the Redis of a region. */
  forget(region: 'eu' | 'us'): Promise<void>;
  stop(): Promise<void>;
}

/**
 * The servers of EU_REDIS_URL, US_REDIS_URL and S3_URL, or servers that are started for this run. What cannot be had is said in
 * one line, and ends the process with code 1.
 */
export async function openServers(): Promise<Servers> {
  // One Redis for both would be no two regions.
  const { EU_REDIS_URL, US_REDIS_URL } = process.env;
  delete process.env.REDIS_URL;
  try {
    const [euRedis, usRedis, s3] = [
      await open('redis', EU_REDIS_URL),
      await open('redis', US_REDIS_URL),
      await open('s3'),
    ];
    const way = await s3.breakable('');
    if (way === null) throw new Error('S3_URL must name a server on this machine, without TLS: it is cut off');
    const eu = environmentOf(await euRedis.spec(), way.spec);
    const us = environmentOf(await usRedis.spec(), await s3.spec());
    return {
      eu,
      us,
      cutOff: async () => void (await way.cut('s3')),
      reconnect: () => way.restore(),
      forget: (region) => empty({ driver: 'redis', url: (region === 'eu' ? eu : us).REDIS_URL, keyPrefix }),
      async stop() {
        await way.end();
        for (const backend of [euRedis, usRedis, s3]) await backend.stop();
      },
    };
  } catch (error) {
    console.error(`two-regions: ${(error as Error).message}`);
    process.exit(1);
  }
}

async function open(driver: string, url?: string): Promise<Backend> {
  const backend = await openBackend({ program: 'two-regions', driver, ...(url && { url }) });
  console.log(`${driver}: ${backend.where}`);
  return backend;
}

function environmentOf(...specs: readonly object[]): Environment {
  const { url, endpoint, bucket } = Object.assign({}, ...specs);
  return { REDIS_URL: url, S3_URL: endpoint, S3_BUCKET: bucket };
}

async function empty(redis: NamedDriver): Promise<void> {
  const driver = createDriver(redis);
  for await (const identity of driver.list()) await driver.remove(identity);
  await driver.close();
}
