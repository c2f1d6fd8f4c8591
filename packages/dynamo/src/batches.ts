import { type Call, retried } from '@agentstore/core/backend';
import type { WriteRequest } from '@aws-sdk/client-dynamodb';
import type { Requests } from './requests.ts';

/** What DynamoDB takes in one batch; of bytes it takes 16 MB, as JSON. */
const mostInBatch = 25;
/** In characters: what waits for one answer. */
const mostText = 2_000_000;
/** How many batches are under way at once. */
const batchesAtOnce = 6;

/** One write of a batch, and how long its text is. */
export interface Write {
  readonly request: WriteRequest;
  readonly length: number;
}

/** Writes without conditions, in any order, many at once. What the server leaves undone, since it has too much to do, is sent again. */
export async function writeAll(requests: Requests, call: Call, writes: readonly Write[]): Promise<void> {
  const batches = inBatches(writes);
  const next = async () => {
    for (let batch = batches.pop(); batch; batch = batches.pop()) await writeBatch(requests, call, batch);
  };
  await Promise.all(Array.from({ length: Math.min(batchesAtOnce, batches.length) }, next));
}

async function writeBatch(requests: Requests, call: Call, batch: readonly WriteRequest[]): Promise<void> {
  let left: readonly WriteRequest[] = batch;
  await retried(
    call,
    async () => {
      const { UnprocessedItems = {} } = await requests.sendOnce(call, 'BatchWriteItem', {
        RequestItems: { [requests.table]: [...left] },
      });
      left = Object.values(UnprocessedItems).flat();
      if (left.length > 0) throw new UnprocessedWrites('the table takes no more at once');
    },
    (error) => (error instanceof UnprocessedWrites ? Number.POSITIVE_INFINITY : requests.attemptsFor(error)),
  );
}

class UnprocessedWrites extends Error {
  override readonly name = 'UnprocessedWrites';
}

function inBatches(writes: readonly Write[]): WriteRequest[][] {
  const batches: WriteRequest[][] = [];
  let room = 0;
  for (const { request, length } of writes) {
    const last = batches.at(-1);
    if (last && last.length < mostInBatch && length <= room) last.push(request);
    else {
      batches.push([request]);
      room = mostText;
    }
    room -= length;
  }
  return batches;
}
