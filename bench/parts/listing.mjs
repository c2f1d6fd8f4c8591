import { newList } from '../backends/lists.mjs';
import { messagesOf } from '../data/messages.mjs';
import { interleave } from '../measure/interleave.mjs';
import { ratioOf } from '../measure/ratio.mjs';

/** 1,000 sessions of one user, among those of the rest of the run. */
export async function measureListing(backend, run) {
  const { driver, raw, rawNames } = backend;
  const count = run.quick ? 200 : 1_000;
  run.progress(`list ${count.toLocaleString('en')} sessions of a user`);
  const userId = crypto.randomUUID();
  const messages = messagesOf(2);
  for (let done = 0; done < count; done += 20) {
    const lists = Array.from({ length: 20 }, () => newList(userId));
    await Promise.all(lists.map(({ identity }) => driver.append(identity, messages)));
    await Promise.all(lists.map((list) => raw.fill(list, messages)));
  }
  const ways = {
    ours: async () => {
      const found = [];
      for await (const identity of driver.list({ userId })) found.push(identity);
      return found;
    },
    raw: () => raw.lists(userId),
  };
  for (const list of Object.values(ways)) {
    const { length } = await list();
    if (length !== count) throw new Error(`${length} of ${count} sessions were listed`);
  }
  const times = await interleave(ways, run.limits);
  return [
    {
      what: `list ${count.toLocaleString('en')} sessions of a user`,
      to: rawNames.lists,
      ratio: ratioOf(times.ours, times.raw),
    },
  ];
}
