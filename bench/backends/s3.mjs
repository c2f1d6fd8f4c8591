import { S3Driver } from '@agentstore/s3';
import { startS3 } from '@agentstore/test-servers';
import * as sdk from '@aws-sdk/client-s3';
import { s3Aims } from '../aims.mjs';
import { recordRequests } from './recorded-requests.mjs';
import { replayed } from './replayed.mjs';

const commands = new Map(Object.entries(sdk));
const [bucket, copy] = ['bench', 'bench-copy'];
const sameRequests = 'the same requests by the raw client';

/** @type {import('./backend.mjs').Backend} */
export const s3 = {
  name: 's3',
  title: 'S3',
  aims: s3Aims,
  guardedLength: 1_000,
  isReplayed: true,
  rawNames: { append: sameRequests, load: sameRequests, last: sameRequests, change: sameRequests, lists: sameRequests },
  start: () => startS3({ own: true }),
  async connect({ region, credentials }, port) {
    const config = { endpoint: `http://127.0.0.1:${port}`, region, credentials, forcePathStyle: true, maxAttempts: 1 };
    const [client, bare] = [new sdk.S3Client(config), new sdk.S3Client(config)];
    for (const Bucket of [bucket, copy]) await bare.send(new sdk.CreateBucketCommand({ Bucket })).catch(ifThere);
    const send = async (command, input) => {
      const Command = commands.get(command);
      const reply = await bare.send(new Command({ ...input, Bucket: copy }));
      return reply.Body ? wholeLines(await reply.Body.transformToString(), input) : null;
    };
    const driver = new S3Driver({ client, bucket, timeoutMs: 60_000 });
    return {
      ...replayed({ driver, record: recordRequests(client), send, messagesOf }),
      async close() {
        await driver.close();
        client.destroy();
        bare.destroy();
      },
    };
  },
};

function ifThere(error) {
  if (error.name !== 'BucketAlreadyOwnedByYou') throw error;
}

/** The end of an object may begin inside a line. */
function wholeLines(text, { Range }) {
  return Range?.startsWith('bytes=-') && !text.startsWith('{') ? text.slice(text.indexOf('\n') + 1) : text;
}

/** Lines are messages, but for the first one of a head, and those that name parts. In the order of the requests. */
function messagesOf(replies) {
  const lines = replies
    .filter((text) => text !== null)
    .map((text) => (text.startsWith('{"agentstore"') ? text.slice(text.indexOf('\n') + 1) : text))
    .filter(Boolean);
  return JSON.parse(`[${lines.join('\n').replaceAll('\n', ',')}]`).filter((line) => !Array.isArray(line));
}
