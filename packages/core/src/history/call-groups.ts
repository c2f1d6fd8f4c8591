import { knownCalls, roleOf } from './known-calls.ts';

/** The ids of the calls that a message makes, and of those that it answers. One in both is answered in the message itself. */
export interface ToolCalls {
  readonly opens: readonly string[];
  readonly closes: readonly string[];
}

/** Ends what the model said at once: what others say, and results. */
const othersRoles = /^(user|system|developer)$|_(output|response)$/;

/**
 * For each message the place of the earliest one that it needs, or its own. A result needs the nearest message before it
 * that made its call. What the model said after a `reasoning` item of OpenAI Responses needs that item, and the reverse:
 * the API refuses either alone. A call without a result binds nobody, nor does a result without its call.
 */
export function neededFrom<M>(messages: readonly M[], toolCalls: (message: M) => ToolCalls = knownCalls): number[] {
  // By id, kept when the call is answered: a second answer needs it too.
  const madeAt = new Map<string, number>();
  let reasonedAt: number | undefined;
  return messages.map((message, at) => {
    const { opens, closes } = toolCalls(message);
    for (const id of opens) madeAt.set(id, at);
    const role = roleOf(message);
    if (role === 'reasoning') reasonedAt ??= at;
    else if (othersRoles.test(role)) reasonedAt = undefined;
    return Math.min(at, reasonedAt ?? at, ...closes.map((id) => madeAt.get(id) ?? at));
  });
}
