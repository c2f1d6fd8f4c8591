import type { ServerAddress, ServerKind } from './server-kind.ts';

export const s3: ServerKind = {
  variable: 'S3_URL',
  // The places are parts of one bucket.
  isSetUpOnce: true,
  start: async () => (await import('@agentstore/test-servers')).startS3({ own: true }),
  async prepare(server) {
    const { CreateBucketCommand, S3Client } = await import('@aws-sdk/client-s3');
    const { bucket, endpoint } = split(server);
    const client = new S3Client({ endpoint, region: server.region, forcePathStyle: true });
    try {
      await client.send(new CreateBucketCommand({ Bucket: bucket }));
    } finally {
      client.destroy();
    }
  },
  spec(server, place) {
    return { driver: 's3', ...split(server), region: server.region, prefix: `${place}/` };
  },
};

/** The bucket is the path of the URL, where there is one. */
function split({ url }: ServerAddress): { readonly endpoint: string; readonly bucket: string } {
  const { origin, pathname } = new URL(url);
  return { endpoint: origin, bucket: pathname.replaceAll('/', '') || 'agentstore-examples' };
}
