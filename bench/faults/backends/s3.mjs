import { join } from 'node:path';
import { S3Driver } from '@agentstore/s3';
import { startS3 } from '@agentstore/test-servers';
import { CreateBucketCommand, S3Client } from '@aws-sdk/client-s3';
import { ofServer } from './of-server.mjs';
import { forbid, permit, workingFolder } from './rights.mjs';

const bucket = 'faults';

/** @type {import('../backend.mjs').Start} */
export async function startS3Backend({ parentFolder, isProxied, user }) {
  const server = await startS3({ own: true, parentFolder, user });
  const { region, credentials } = server;
  const client = new S3Client({ endpoint: server.url, region, credentials, forcePathStyle: true });
  const objects = () => join(workingFolder(parentFolder), 'objects');
  return ofServer({
    server,
    isProxied,
    credentials,
    spec: (port) => ({ driver: 's3', bucket, region, endpoint: `http://127.0.0.1:${port}`, forcePathStyle: true }),
    lone: new S3Driver({ client, bucket }),
    // The driver makes no buckets: whoever starts an empty server does.
    prepare: () => client.send(new CreateBucketCommand({ Bucket: bucket })),
    deny: async () => forbid(objects()),
    allow: async () => permit(objects()),
  });
}
