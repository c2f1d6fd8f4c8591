import type { AwsServer } from '../src/index.ts';
import { signedRequest } from './signed-request.ts';

/** @param operation `ListTables` */
export async function dynamoRequest(server: AwsServer, operation: string, input: object): Promise<Response> {
  return signedRequest(server, 'dynamodb', {
    method: 'POST',
    path: '/',
    headers: { 'content-type': 'application/x-amz-json-1.0', 'x-amz-target': `DynamoDB_20120810.${operation}` },
    body: JSON.stringify(input),
  });
}
