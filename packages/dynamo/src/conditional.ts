import { type Call, retried } from '@agentstore/core/backend';
import type { Attributes } from './head-format.ts';
import { attemptsOf, isRefusal } from './passing-failures.ts';
import type { Input, Requests } from './requests.ts';

/** What came of a change of one record that had a condition. */
export interface Outcome {
  readonly isDone: boolean;
  /** What stands there, where it was not done; null: nothing, or nothing any more. */
  readonly found: Attributes | null;
  /** Whether it was sent more than once, so that an earlier attempt may have done it. */
  readonly wasRepeated: boolean;
}

type ConditionalChange = { readonly put: Attributes } | { readonly remove: Attributes };
type Condition = Pick<Input<'PutItem'>, 'ConditionExpression' | 'ExpressionAttributeValues'>;

export const ifAbsent: Condition = { ConditionExpression: 'attribute_not_exists(pk)' };

export function ifGeneration(generation: string): Condition {
  return { ConditionExpression: 'g = :g', ExpressionAttributeValues: { ':g': { S: generation } } };
}

/**
 * Puts or removes a record if a condition holds: in one step, and again while that fails for a reason that may pass.
 *
 * @param mayRepeat asked before it is sent again to a server that did not answer; false: it is not, and nothing stands there
 */
export async function changeIf(
  requests: Requests,
  call: Call,
  change: ConditionalChange,
  condition: Condition,
  mayRepeat = async () => true,
): Promise<Outcome> {
  let wasRepeated = false;
  let wasAnswered = true;
  const outcome = await retried(
    call,
    async () => {
      if (!wasAnswered && !(await mayRepeat())) return { isDone: false, found: null, wasRepeated };
      try {
        const output = await send(requests, call, change, condition);
        return { isDone: true, found: null, wasRepeated: wasRepeated || attemptsOf(output) > 1 };
      } catch (error) {
        wasAnswered = isAnswer(error);
        const isByCondition = (error as Error).name === 'ConditionalCheckFailedException';
        if (attemptsOf(error) > 1 || !isRefusal(error)) wasRepeated = true;
        if (!isByCondition) throw error;
        return { isDone: false, found: (error as { Item?: Attributes }).Item, wasRepeated };
      }
    },
    (error) => requests.attemptsFor(error),
  );
  if (outcome.found !== undefined) return { ...outcome, found: outcome.found };
  // Clients before 3.363 do not tell what stands there; nor does the server, where that is nothing.
  const { pk, sk } = 'put' in change ? change.put : change.remove;
  const { Item } = await requests.send(call, 'GetItem', { Key: { pk, sk } as Attributes, ConsistentRead: true });
  return { ...outcome, found: Item ?? null };
}

function send(requests: Requests, call: Call, change: ConditionalChange, condition: Condition): Promise<unknown> {
  const common = { ...condition, ReturnValuesOnConditionCheckFailure: 'ALL_OLD' as const };
  if ('put' in change) return requests.sendOnce(call, 'PutItem', { ...common, Item: change.put });
  return requests.sendOnce(call, 'DeleteItem', { ...common, Key: change.remove });
}

/** Not: the connection was lost or never made. */
function isAnswer(error: unknown): boolean {
  const { $metadata } = Object(error) as { $metadata?: { httpStatusCode?: number } };
  return $metadata?.httpStatusCode !== undefined;
}
