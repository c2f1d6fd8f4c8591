import { neededFrom, type ToolCalls } from './call-groups.ts';
import { roleOf } from './known-calls.ts';
import { type ModelLimit, mistakeIn } from './model-limit.ts';

/**
 * The system messages at the beginning, and after them the newest groups that fit: an end of the list, without a hole. A
 * group are messages that need each other. The last group comes in any case.
 *
 * Mistakes are thrown as a `Refusal`, which is handed in: imported here, it would leave the file of a bundle that loads
 * this one when it is needed, for a third one that every program loads.
 */
export async function forModel<M>(
  history: { get(): Promise<M[]> },
  limit: ModelLimit<M>,
  { toolCalls }: { readonly toolCalls?: (message: M) => ToolCalls },
  Refusal: new (reason: string) => Error,
): Promise<M[]> {
  const mistake = mistakeIn(limit);
  if (mistake) {
    throw new Refusal(
      `forModel() takes whole numbers from 1 up: messages, and tokens with countTokens; not ${mistake}`,
    );
  }
  const messages = await history.get();
  const { messages: places = messages.length, tokens = 0, countTokens = () => 0 } = limit;
  let count = 0;
  let cost = 0;
  let fits = true;
  /** Once one does not fit, no other is asked about. */
  const take = async (message: M): Promise<void> => {
    fits &&= ++count <= places;
    if (!fits) return;
    const more = await countTokens(message);
    if (!Number.isFinite(more) || more < 0) {
      throw new Refusal(`countTokens() must give a number from 0 up, not ${more}`);
    }
    cost += more;
    fits = cost <= tokens;
  };

  let leading = 0;
  while (/^(system|developer)$/.test(roleOf(messages[leading]))) await take(messages[leading++] as M);

  const needed = neededFrom(messages, toolCalls);
  let from = messages.length;
  let groupFrom = from;
  for (let at = from; at-- > leading; ) {
    await take(messages[at] as M);
    if (!fits && from < messages.length) break;
    groupFrom = Math.min(groupFrom, needed[at] as number);
    if (at <= Math.max(groupFrom, leading)) from = at;
  }
  return [...messages.slice(0, leading), ...messages.slice(from)];
}
