import type { TestServer } from './test-server.ts';

/** A server that somebody else runs. */
export interface GivenServer {
  readonly url: string;
  /** Where the URL names none. */
  readonly defaultPort: number;
  /** Of the environment, by which it was given: `REDIS_URL`. */
  readonly variable: string;
  /** What starts one of our own: `startRedis`. */
  readonly start: string;
  /** Asks what it is: `redis-server 7.0.15`. Rejects if it does not answer. */
  version(): Promise<string>;
}

/** The server of a URL: not ours to stop. Rejects if it does not answer. */
export async function givenServer({ url, defaultPort, variable, start, version }: GivenServer): Promise<TestServer> {
  const refuse = (): never => {
    throw new Error(`The server of ${variable} is not ours to stop: ${start}({ own: true }) starts one that is.`);
  };
  return {
    url,
    port: Number(new URL(url).port || defaultPort),
    version: await version().catch((cause) => {
      throw new Error(`${variable} is set, but its server does not answer: start it, or unset ${variable}`, { cause });
    }),
    pause: refuse,
    resume: refuse,
    kill: async () => refuse(),
    restart: async () => refuse(),
    snapshot: async () => refuse(),
    stop: async () => {},
  };
}
