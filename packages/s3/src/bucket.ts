import { type Call, retried } from '@agentstore/core/backend';
import type { S3Client, ServerSideEncryption } from '@aws-sdk/client-s3';
import type { S3Options } from './config.ts';
import type { Connection, Sdk } from './connection.ts';
import { attemptsFor, isMissing, isUnmet } from './request-error.ts';
import { sendOnce } from './send-once.ts';

export interface StoredObject {
  readonly text: string;
  readonly etag: string;
  /** Whether the text is all that the object has, and not only its end. */
  readonly isWhole: boolean;
}

export interface ListedObject {
  readonly key: string;
  /** In bytes. */
  readonly size: number;
  /** In milliseconds since 1970, by the store's clock. */
  readonly changedAt: number;
}

/** A part of an object: its first bytes, or its last ones. */
export type Range = { readonly first: number } | { readonly last: number };

/** The object is not as a request said that it must be. */
export class ObjectChanged extends Error {
  override readonly name = 'ObjectChanged';
}

type Options = Pick<S3Options, 'bucket' | 'serverSideEncryption' | 'sseKmsKeyId'>;

/** The objects of a bucket. What can be asked twice is asked again where the store or the network failed it. */
export class Bucket {
  readonly #connection: Connection;
  readonly #name: string;
  readonly #encryption: { ServerSideEncryption?: ServerSideEncryption; SSEKMSKeyId?: string };

  constructor(connection: Connection, { bucket, serverSideEncryption, sseKmsKeyId }: Options) {
    this.#connection = connection;
    this.#name = bucket;
    this.#encryption = {
      ...(serverSideEncryption !== undefined && { ServerSideEncryption: serverSideEncryption as ServerSideEncryption }),
      ...(sseKmsKeyId !== undefined && { SSEKMSKeyId: sseKmsKeyId }),
    };
  }

  /** null: there is none. */
  get(call: Call, key: string, range?: Range): Promise<StoredObject | null> {
    return this.#retried(call, async (client, sdk) => {
      const input = { Bucket: this.#name, Key: key, ...(range && { Range: rangeText(range) }) };
      try {
        const reply = await sendOnce(new sdk.GetObjectCommand(input), (command) =>
          client.send(command, { abortSignal: call.signal }),
        );
        const text = (await reply.Body?.transformToString()) ?? '';
        const isWhole = /^bytes 0-(\d+)\/(\d+)$/.exec(reply.ContentRange ?? 'bytes 0-0/1');
        return {
          text,
          etag: reply.ETag ?? '',
          isWhole: isWhole !== null && Number(isWhole[1]) + 1 === Number(isWhole[2]),
        };
      } catch (error) {
        if (isMissing(error)) return null;
        throw error;
      }
    });
  }

  /** For what is the same whoever stores it, or has a key of its own. */
  async put(call: Call, key: string, text: string): Promise<void> {
    await this.#retried(call, (client, sdk) => this.#put(call, client, sdk, key, text, {}));
  }

  /**
   * Puts an object in the place of another one, in one step. Asked once: a second time it might meet what it stored itself.
   * Resolves with its etag.
   *
   * @param etag of what must be there; null: nothing must be there
   */
  async replace(call: Call, key: string, text: string, etag: string | null): Promise<string> {
    const condition = etag === null ? { IfNoneMatch: '*' } : { IfMatch: etag };
    try {
      return await this.#connection.use(call, (client, sdk) => this.#put(call, client, sdk, key, text, condition));
    } catch (error) {
      if (isUnmet(error)) throw new ObjectChanged('another program has changed it', { cause: error });
      throw error;
    }
  }

  /** Resolves also where there is none. With `etag`, leaves what is another one. */
  async remove(call: Call, key: string, etag?: string): Promise<void> {
    await this.#retried(call, async (client, sdk) => {
      const input = { Bucket: this.#name, Key: key, ...(etag !== undefined && { IfMatch: etag }) };
      try {
        await sendOnce(new sdk.DeleteObjectCommand(input), (command) =>
          client.send(command, { abortSignal: call.signal }),
        );
      } catch (error) {
        if (!isUnmet(error)) throw error;
      }
    });
  }

  /** Up to 1,000 of the objects whose keys begin so, in the order of their keys. `next`: where the others begin. */
  async page(call: Call, prefix: string, from?: string): Promise<{ objects: ListedObject[]; next?: string }> {
    const reply = await this.#retried(call, (client, sdk) => {
      const input = { Bucket: this.#name, Prefix: prefix, ...(from !== undefined && { ContinuationToken: from }) };
      return sendOnce(new sdk.ListObjectsV2Command(input), (command) =>
        client.send(command, { abortSignal: call.signal }),
      );
    });
    const objects = (reply.Contents ?? []).map(({ Key = '', Size = 0, LastModified }) => ({
      key: Key,
      size: Size,
      changedAt: LastModified?.getTime() ?? 0,
    }));
    const { NextContinuationToken: next } = reply;
    return next === undefined ? { objects } : { objects, next };
  }

  async #put(
    call: Call,
    client: S3Client,
    sdk: Sdk,
    key: string,
    text: string,
    condition: { IfMatch?: string; IfNoneMatch?: string },
  ): Promise<string> {
    const command = new sdk.PutObjectCommand({
      Bucket: this.#name,
      Key: key,
      Body: Buffer.from(text),
      ContentType: 'application/x-ndjson',
      ...this.#encryption,
      ...condition,
    });
    const { ETag = '' } = await sendOnce(command, (once) => client.send(once, { abortSignal: call.signal }));
    return ETag;
  }

  #retried<T>(call: Call, work: (client: S3Client, sdk: Sdk) => Promise<T>): Promise<T> {
    return retried(call, () => this.#connection.use(call, work), attemptsFor);
  }
}

function rangeText(range: Range): string {
  return 'first' in range ? `bytes=0-${range.first - 1}` : `bytes=-${range.last}`;
}
