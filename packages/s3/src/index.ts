import { registerDriver } from '@agentstore/core';
import { S3Driver } from './driver.ts';

registerDriver('s3', S3Driver);

export type { S3ClientLike } from './client.ts';
export type { GivenS3Client, OwnS3Client, S3Config, S3Options } from './config.ts';
export { S3Driver };
