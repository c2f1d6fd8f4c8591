import { givenServer } from '../given-server.ts';
import type { TestServer } from '../test-server.ts';
import { mongoVersion } from './mongo-version.ts';

const DEFAULT_PORT = 27_017;

/** The server of `MONGODB_URL`: not ours to stop. Rejects if it does not answer. */
export async function givenMongo(url: string): Promise<TestServer> {
  // What we ask it with is no client library, which would find several hosts, and speak with them safely.
  if (!/^mongodb:\/\/[^,]+$/.test(url)) throw new Error('MONGODB_URL must name one host: mongodb://HOST:PORT');
  return givenServer({
    url,
    defaultPort: DEFAULT_PORT,
    variable: 'MONGODB_URL',
    start: 'startMongo',
    version: async () => {
      const { hostname, port } = new URL(url);
      return `MongoDB ${await mongoVersion(hostname.replace(/^\[|\]$/g, ''), Number(port || DEFAULT_PORT))}`;
    },
  });
}
