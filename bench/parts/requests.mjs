import { startProxy } from '@agentstore/test-servers';
import { newList } from '../backends/lists.mjs';
import { turns } from '../data/messages.mjs';
import { grownList } from './fill.mjs';

const appends = 20;

/**
 * Round trips and bytes, counted at a proxy between client and server, and what the server bills where it tells. Not by time:
 * once is enough.
 *
 * @param {import('../backends/backend.mjs').Backend} backend
 */
export async function countRequests(backend, server, run) {
  const proxy = await startProxy(server.port);
  const connection = await backend.connect(server, proxy.port);
  try {
    await connection.driver.setup();
    return await countAll(backend, connection, proxy, run);
  } finally {
    await connection.close();
    await proxy.stop();
  }
}

async function countAll({ rawNames, aims }, connection, proxy, run) {
  const { driver, raw, units } = connection;
  const count = async (times, work) => {
    proxy.resetCounts();
    units?.reset();
    for (let time = 0; time < times; time++) await work();
    return {
      trips: proxy.requests / times,
      sent: proxy.bytesToServer / times,
      received: proxy.bytesToClient / times,
      billed: units?.each(times) ?? [],
    };
  };
  const rows = [];
  const cells = [];
  const note = (what, { trips, sent, received, billed }) =>
    cells.push([what, trips.toFixed(trips % 1 ? 1 : 0), kilobytes(sent), kilobytes(received), ...billed]);

  for (const length of [10, 1_000, 10_000]) {
    const at = length.toLocaleString('en');
    run.progress(`count requests at ${at}`);
    const list = await grownList(connection, length, run.turnsAtOnce);
    const [next, same] = [turns(), turns()];
    const ours = await count(appends, () => driver.append(list.identity, next()));
    const others = await count(appends, () => raw.append(list, same()));
    note(`append a turn to ${at}`, ours);
    if (aims.trips) {
      rows.push({
        what: `round trips of an append at ${at}`,
        value: ours.trips.toFixed(2),
        aim: aims.trips,
        isReached: ours.trips <= aims.trips.atMost,
      });
    }
    const ratio = ours.sent / others.sent;
    rows.push({
      what: `bytes sent for an append at ${at}`,
      to: rawNames.append,
      ratio: { value: ratio, low: ratio, high: ratio },
      aim: aims.bytes,
    });
    if (length < 10_000) continue;
    note('load 10,000', await count(1, () => driver.read(list.identity)));
    note('last 20 of 10,000', await count(1, () => driver.readLast(list.identity, 20)));
    note('change one of 10,000', await count(1, () => driver.update(list.identity, (items) => items?.slice(1) ?? null)));
    note('remove 10,000', await count(1, () => driver.remove(list.identity)));
  }
  note('append a turn to a new list', await count(1, () => driver.append(newList().identity, turns()())));
  const head = ['', 'round trips', 'kB sent', 'kB received', ...(units?.titles ?? [])];
  return { rows, table: { title: 'Counted at a proxy', head, cells } };
}

function kilobytes(bytes) {
  return (bytes / 1_000).toFixed(bytes < 10_000 ? 2 : 0);
}
