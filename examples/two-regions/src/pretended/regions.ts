import { type Backend, type Breakable, openBackend } from '@agentstore/example-backends';

/** A Redis that can be cut off, and S3. */
export interface Regions extends Pick<Breakable<unknown>, 'cut' | 'restore'> {
  stop(): Promise<void>;
}

/**
 * The servers of REDIS_URL and S3_URL, or servers that are started for this run. From then on the environment says where
 * they are, as config.ts wants it. What cannot be had is said in one line, and ends the process with code 1.
 */
export async function openRegions(): Promise<Regions> {
  try {
    const [redis, s3] = [await open('redis'), await open('s3')];
    const way = await redis.breakable('');
    if (way === null) throw new Error('REDIS_URL must name a server on this machine, without TLS: it is cut off');
    for (const spec of [way.spec, await s3.spec()]) Object.assign(process.env, environmentOf(spec));
    return {
      cut: way.cut,
      restore: way.restore,
      async stop() {
        await way.end();
        for (const backend of [redis, s3]) await backend.stop();
      },
    };
  } catch (error) {
    console.error(`two-regions: ${(error as Error).message}`);
    process.exit(1);
  }
}

async function open(driver: string): Promise<Backend> {
  const backend = await openBackend({ program: 'two-regions', driver });
  console.log(`${driver}: ${backend.where}`);
  return backend;
}

function environmentOf(spec: object): NodeJS.ProcessEnv {
  if ('url' in spec) return { REDIS_URL: String(spec.url) };
  const { endpoint, bucket } = Object(spec);
  return { S3_URL: endpoint, S3_BUCKET: bucket };
}
