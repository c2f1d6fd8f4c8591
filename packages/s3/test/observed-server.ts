import { type AwsServer, type S3Options as ServerOptions, startS3 } from '@agentstore/test-servers';
import {
  CreateBucketCommand,
  DeleteBucketCommand,
  DeleteObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  S3Client,
  type S3ClientConfig,
} from '@aws-sdk/client-s3';
import { S3Driver, type S3Options } from '../src/index.ts';
import { HttpProxy } from './http-proxy.ts';

/** A server with a bucket, for the block of tests that makes one: it is there while they run. */
export class ObservedServer {
  declare server: AwsServer;
  /** A client beside the driver's, which sees what is stored. */
  declare observer: S3Client;
  readonly bucket = `agentstore-${crypto.randomUUID()}`;
  readonly #drivers: S3Driver[] = [];
  readonly #clients: S3Client[] = [];
  readonly #proxies: HttpProxy[] = [];

  constructor(options?: ServerOptions) {
    beforeAll(async () => {
      this.server = await startS3(options);
      // Where a client of the driver's own looks for them.
      process.env.AWS_ACCESS_KEY_ID = this.server.credentials.accessKeyId;
      process.env.AWS_SECRET_ACCESS_KEY = this.server.credentials.secretAccessKey;
      this.observer = this.client();
      await this.observer.send(new CreateBucketCommand({ Bucket: this.bucket }));
    });
    afterAll(async () => {
      await Promise.all(this.#drivers.map((driver) => driver.close()));
      for (const client of this.#clients) client.destroy();
      await Promise.all(this.#proxies.map((proxy) => proxy.stop()));
      for (const Key of await this.keys()) {
        await this.observer.send(new DeleteObjectCommand({ Bucket: this.bucket, Key }));
      }
      await this.observer.send(new DeleteBucketCommand({ Bucket: this.bucket }));
      this.observer.destroy();
      await this.server.stop();
    });
  }

  /** A driver, closed before the server is stopped. */
  open(options: Partial<S3Options> = {}, port?: number): S3Driver {
    const endpoint = port === undefined ? this.server.url : `http://127.0.0.1:${port}`;
    const driver = new S3Driver({ bucket: this.bucket, endpoint, ...options });
    this.#drivers.push(driver);
    return driver;
  }

  /** A client as a user would make it. */
  client(endpoint = this.server.url, options: S3ClientConfig = {}): S3Client {
    const { region, credentials } = this.server;
    return new S3Client({ endpoint, region, credentials, forcePathStyle: true, ...options });
  }

  /** A driver on a client of the user's, with the options that the SDK has by itself: it sends again what failed. */
  openByClient(options: Partial<S3Options> = {}, port = this.server.port): S3Driver {
    const client = this.client(`http://127.0.0.1:${port}`);
    this.#clients.push(client);
    const driver = new S3Driver({ bucket: this.bucket, client, ...options });
    this.#drivers.push(driver);
    return driver;
  }

  /** A proxy in front of the server, stopped before it. */
  async proxy(): Promise<HttpProxy> {
    const proxy = await new HttpProxy(this.server.port).start();
    this.#proxies.push(proxy);
    return proxy;
  }

  /** Puts an object there as another program would. */
  async put(Key: string, Body: string): Promise<void> {
    await this.observer.send(new PutObjectCommand({ Bucket: this.bucket, Key, Body: Buffer.from(Body) }));
  }

  /** All keys in the bucket, or those that begin so. */
  async keys(Prefix = ''): Promise<string[]> {
    const keys: string[] = [];
    for (let ContinuationToken: string | undefined, isFirst = true; isFirst || ContinuationToken; isFirst = false) {
      const page = await this.observer.send(
        new ListObjectsV2Command({ Bucket: this.bucket, Prefix, ...(ContinuationToken && { ContinuationToken }) }),
      );
      keys.push(...(page.Contents ?? []).map(({ Key }) => String(Key)));
      ContinuationToken = page.NextContinuationToken;
    }
    return keys;
  }
}
