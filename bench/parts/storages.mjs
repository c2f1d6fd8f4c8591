import { ChatHistoryStorage, Storage } from '@agentstore/core';
import { z } from 'zod';
import { storageAims } from '../aims.mjs';
import { newList } from '../backends/lists.mjs';
import { messagesOf, turns } from '../data/messages.mjs';
import { interleave } from '../measure/interleave.mjs';
import { ratioOf } from '../measure/ratio.mjs';

const length = 10_000;

class ValidatedMessages extends Storage.of('history', z.object({ role: z.string(), content: z.string() })) {}

/** A history on a driver, to the driver alone. */
export async function measureStorage(name, driver, run) {
  run.progress(`a history on ${name}: add`);
  const session = { agentName: 'bench', chatName: crypto.randomUUID() };
  const history = new ChatHistoryStorage(session, driver);
  const { identity } = newList();
  const next = turns();
  await driver.append(identity, next());
  const added = await interleave(
    { storage: () => history.add(...next()), driver: () => driver.append(identity, next()) },
    run.limits,
  );

  run.progress(`a history on ${name}: get`);
  const long = { agentName: 'bench', chatName: crypto.randomUUID() };
  const writer = new ChatHistoryStorage(long, driver);
  const size = 2 * run.turnsAtOnce;
  for (let at = 0; at < length; at += size) await writer.add(...messagesOf(size, at));
  const got = await interleave(
    {
      storage: () => new ChatHistoryStorage(long, driver).get(),
      validated: () => new ValidatedMessages(long, driver).get(),
      driver: () => driver.read(writer.identity),
    },
    run.limits,
  );
  return [
    {
      what: `history.add() on ${name}`,
      to: '`driver.append()` of the turn',
      ratio: ratioOf(added.storage, added.driver),
      aim: storageAims.add,
    },
    {
      what: `history.get() of 10,000 on ${name}`,
      to: '`driver.read()` of the same list',
      ratio: ratioOf(got.storage, got.driver),
      aim: storageAims.get,
    },
    {
      what: `the same, each message checked by zod, on ${name}`,
      to: '`history.get()` without a model',
      ratio: ratioOf(got.validated, got.storage),
    },
  ];
}
