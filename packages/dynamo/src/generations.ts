import type { SessionIdentity } from '@agentstore/core';
import type { Call } from '@agentstore/core/backend';
import { behind, generationIn } from './layout.ts';
import { pagesOf } from './pages.ts';
import type { Requests } from './requests.ts';

/** One query for each generation, and one more: from the first record that there is, on to the first one of the next. */
export async function storedGenerations(requests: Requests, call: Call, list: SessionIdentity): Promise<string[]> {
  const generations: string[] = [];
  // No sort key is smaller.
  for (let after = ' '; ; ) {
    const found = await firstBehind(requests, call, list, after);
    if (found === null) return generations;
    generations.push(generationIn(found));
    after = behind(generationIn(found));
  }
}

async function firstBehind(
  requests: Requests,
  call: Call,
  list: SessionIdentity,
  after: string,
): Promise<string | null> {
  const query = { ProjectionExpression: 'sk', Limit: 1 };
  for await (const [record] of pagesOf(requests, call, list, { where: 'sk > :sk', sk: after }, query)) {
    return record?.sk?.S ?? null;
  }
  return null;
}
