import { type AwsServer, givenAws } from '../aws-server.ts';
import { givenServer } from '../given-server.ts';
import { httpAnswer } from '../http-answer.ts';

/** The server of `S3_URL`: not ours to stop. Rejects if it does not answer, or if there are no credentials for it. */
export async function givenS3(url: string): Promise<AwsServer> {
  const aws = givenAws('S3_URL');
  const server = await givenServer({
    url,
    defaultPort: new URL(url).protocol === 'https:' ? 443 : 80,
    variable: 'S3_URL',
    start: 'startS3',
    version: async () => (await httpAnswer(url)).get('server') ?? 'an S3 server',
  });
  return { ...server, ...aws };
}
