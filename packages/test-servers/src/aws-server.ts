import type { TestServer } from './test-server.ts';

/** A server that speaks a protocol of AWS, with what its clients need. */
export interface AwsServer extends TestServer {
  readonly region: string;
  readonly credentials: { readonly accessKeyId: string; readonly secretAccessKey: string };
}

/** Of the servers that we start. DynamoDB Local wants letters and digits alone. */
export const ownAws = {
  region: 'us-east-1',
  credentials: { accessKeyId: 'agentstore', secretAccessKey: 'agentstoresecret' },
} as const;

/**
 * Of a server that is given by a URL: AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY, and AWS_REGION, by default `us-east-1`.
 *
 * @param variable that names the server: `S3_URL`
 * @throws where there is no key
 */
export function givenAws(variable: string): Pick<AwsServer, 'region' | 'credentials'> {
  const { AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY, AWS_REGION } = process.env;
  if (!AWS_ACCESS_KEY_ID || !AWS_SECRET_ACCESS_KEY) {
    throw new Error(
      `${variable} is set: set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY for it too, or unset ${variable}`,
    );
  }
  return {
    region: AWS_REGION || ownAws.region,
    credentials: { accessKeyId: AWS_ACCESS_KEY_ID, secretAccessKey: AWS_SECRET_ACCESS_KEY },
  };
}
