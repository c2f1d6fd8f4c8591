import { type AwsServer, givenAws } from '../aws-server.ts';
import { givenServer } from '../given-server.ts';
import { httpAnswer } from '../http-answer.ts';

/** The server of `DYNAMODB_URL`: not ours to stop. Rejects if it does not answer, or if there are no credentials for it. */
export async function givenDynamo(url: string): Promise<AwsServer> {
  const aws = givenAws('DYNAMODB_URL');
  const server = await givenServer({
    url,
    defaultPort: new URL(url).protocol === 'https:' ? 443 : 80,
    variable: 'DYNAMODB_URL',
    start: 'startDynamo',
    version: async () => {
      await httpAnswer(url);
      return 'DynamoDB';
    },
  });
  return { ...server, ...aws };
}
