import type { DriverOptions } from '@agentstore/core';
import type { S3ClientLike } from './client.ts';

export interface S3Options extends DriverOptions {
  /** Its name. It must be there: the driver creates none. */
  readonly bucket: string;
  /** What every key begins with, so that others may use the same bucket: at most 200 bytes. Default: 'agentstore/'. */
  readonly prefix?: string;
  /** How the store encrypts what it keeps, as its documentation names it: 'AES256', 'aws:kms', ... Default: the bucket's. */
  readonly serverSideEncryption?: string;
  /** Which key it encrypts with, for 'aws:kms'. Default: the account's. */
  readonly sseKmsKeyId?: string;
}

export interface OwnS3Client {
  /** Where the bucket is. Default: what the environment says, as with every AWS SDK; with an endpoint, 'us-east-1'. */
  readonly region?: string;
  /** The address of a store other than AWS: `https://host:port`. Default: that of AWS. */
  readonly endpoint?: string;
  /** Whether the bucket's name stands in the path, and not in the host's name. Default: with an endpoint. */
  readonly forcePathStyle?: boolean;
  readonly client?: never;
}

export interface GivenS3Client {
  /** Your own `S3Client`: used as it is, and never closed. */
  readonly client: S3ClientLike;
  readonly region?: never;
  readonly endpoint?: never;
  readonly forcePathStyle?: never;
}

export type S3Config = S3Options & (OwnS3Client | GivenS3Client);

declare module '@agentstore/core' {
  interface DriverConfigs {
    s3: S3Config;
  }
}
