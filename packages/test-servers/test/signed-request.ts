import { createHash, createHmac } from 'node:crypto';
import type { AwsServer } from '../src/index.ts';

export interface SignedRequest {
  readonly method: string;
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** Sends a request with Signature Version 4, as the clients of AWS do. @param service `s3` or `dynamodb` */
export async function signedRequest(
  { url, region, credentials }: Pick<AwsServer, 'url' | 'region' | 'credentials'>,
  service: string,
  { method, path, headers = {}, body = '' }: SignedRequest,
): Promise<Response> {
  const time = new Date().toISOString().replace(/[-:]|\.\d+/g, '');
  const scope = [time.slice(0, 8), region, service, 'aws4_request'];
  const signed = { host: new URL(url).host, 'x-amz-content-sha256': sha256(body), 'x-amz-date': time };
  const names = Object.keys(signed).join(';');
  const lines = Object.entries(signed).map(([name, value]) => `${name}:${value}\n`);
  const request = [method, path, '', lines.join(''), names, sha256(body)].join('\n');
  const text = ['AWS4-HMAC-SHA256', time, scope.join('/'), sha256(request)].join('\n');
  const key = scope.reduce<string | Buffer>(hmac, `AWS4${credentials.secretAccessKey}`);
  const signature = hmac(key, text).toString('hex');
  const authorization = `AWS4-HMAC-SHA256 Credential=${credentials.accessKeyId}/${scope.join('/')}, SignedHeaders=${names}, Signature=${signature}`;
  return fetch(`${url}${path}`, {
    method,
    headers: { ...headers, ...signed, authorization },
    ...(body === '' ? {} : { body }),
  });
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

function hmac(key: string | Buffer, text: string): Buffer {
  return createHmac('sha256', key).update(text).digest();
}
