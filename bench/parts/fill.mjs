import { newList } from '../backends/lists.mjs';
import { messagesOf } from '../data/messages.mjs';

/** A new list of so many messages, in ours and in the raw client's. Written at once. */
export async function writtenList({ driver, raw }, length) {
  const list = newList();
  const messages = messagesOf(length);
  await driver.write(list.identity, messages);
  await raw.fill(list, messages);
  return list;
}

/**
 * The same, grown as conversations do: turn by turn in both, or so many turns at once as the run says. One for all parts of a
 * run on a backend, since that takes a while.
 */
export async function grownList(backend, length, run) {
  const { grown } = backend;
  if (!grown.has(length))
    grown.set(length, await grow(backend, length, Math.max(run.turnsAtOnce, backend.turnsAtOnce ?? 1)));
  return grown.get(length);
}

async function grow({ driver, raw }, length, turnsAtOnce) {
  const list = newList();
  const size = 2 * turnsAtOnce;
  for (let from = 0; from < length; from += size) {
    const messages = messagesOf(Math.min(size, length - from), from);
    await driver.append(list.identity, messages);
    if (from === 0) await raw.fill(list, messages);
    else await raw.append(list, messages);
  }
  return list;
}
