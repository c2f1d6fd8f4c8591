import type { AwsServer } from '../src/index.ts';
import { signedRequest } from './signed-request.ts';

/** A bucket, or an object in it: `/bucket/key`. */
export async function s3Put(
  server: AwsServer,
  path: string,
  { body = '', ...headers }: Readonly<Record<string, string>> = {},
): Promise<Response> {
  return signedRequest(server, 's3', { method: 'PUT', path, headers, body });
}

export async function s3Get(server: AwsServer, path: string): Promise<Response> {
  return signedRequest(server, 's3', { method: 'GET', path });
}
