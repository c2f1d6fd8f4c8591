import type { S3ClientLike } from './client.ts';

/** What a client signs its requests with. */
export class Secrets {
  #known = new Set<string>();

  get known(): readonly string[] {
    return [...this.#known];
  }

  /** Takes note of them, once they are needed: clients keep them and answer at once, unless they have none. */
  async learn({ config }: Pick<S3ClientLike, 'config'>): Promise<void> {
    const never = new Promise<null>((resolve) => setImmediate(resolve, null));
    const credentials = await Promise.race([config.credentials().catch(() => null), never]);
    if (!credentials) return;
    const { secretAccessKey, sessionToken } = credentials;
    this.#known.add(secretAccessKey);
    if (sessionToken) this.#known.add(sessionToken);
  }
}
