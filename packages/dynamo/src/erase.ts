import type { SessionIdentity } from '@agentstore/core';
import type { Call } from '@agentstore/core/backend';
import { writeAll } from './batches.ts';
import type { Attributes } from './head-format.ts';
import { beginningWith, pagesOf } from './pages.ts';
import type { Requests } from './requests.ts';

/** Entries and parts of a generation, as a query finds their keys. */
export async function eraseGeneration(
  requests: Requests,
  call: Call,
  list: SessionIdentity,
  generation: string,
): Promise<void> {
  const query = { ProjectionExpression: 'pk, sk' };
  for await (const page of pagesOf(requests, call, list, beginningWith(generation), query)) {
    const writes = page.map((Key: Attributes) => ({ request: { DeleteRequest: { Key } }, length: 0 }));
    await writeAll(requests, call, writes);
  }
}
