import { startProxy } from '@agentstore/test-servers';
import { newList } from '../backends/lists.mjs';
import { messagesOf, turns } from '../data/messages.mjs';
import { textsOf } from '../data/texts.mjs';
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
    return await countAll({ ...backend, ...connection }, counter(proxy, connection.units), run);
  } finally {
    await connection.close();
    await proxy.stop();
  }
}

async function countAll(backend, count, run) {
  const { driver, raw, rawNames, aims, units } = backend;
  const rows = [];
  const counted = [];
  for (const length of [10, 1_000, 10_000]) {
    const at = length.toLocaleString('en');
    run.progress(`count requests at ${at}`);
    const list = await grownList(backend, length, run);
    const [next, same] = [turns(), turns()];
    // Only now does this driver know the list.
    await driver.append(list.identity, next());
    await raw.append(list, same());
    const append = await count(appends, () => driver.append(list.identity, next()));
    const others = await count(appends, () => raw.append(list, same()));
    counted.push([`append a turn to ${at}`, append]);
    rows.push(
      limit(`round trips of an append at ${at}`, append.trips, aims.trips),
      limit(`units of writing of an append at ${at}`, append.billed[0], aims.writeUnits),
      // Who sends the same requests sends as much.
      !backend.isReplayed && {
        what: `bytes sent for an append at ${at}`,
        to: rawNames.append,
        ratio: exact(append.sent / others.sent),
        aim: aims.bytes,
      },
    );
    if (length < 10_000) continue;
    const load = await count(1, () => driver.read(list.identity));
    counted.push(['load 10,000', load]);
    const bytes = textsOf(messagesOf(length)).join().length;
    rows.push(
      limit('round trips to load 10,000', load.trips, aims.loadTrips),
      limit('units of reading to load 10,000, for each 4 KB of JSON', load.billed[1] / (bytes / 4_096), aims.readUnits),
    );
    counted.push(['last 20 of 10,000', await count(1, () => driver.readLast(list.identity, 20))]);
    counted.push(['change one of 10,000', await count(1, () => driver.update(list.identity, (all) => all.slice(1)))]);
    counted.push(['remove 10,000', await count(1, () => driver.remove(list.identity))]);
  }
  counted.push(['append a turn to a new list', await count(1, () => driver.append(newList().identity, turns()()))]);
  const head = ['', 'round trips', 'kB sent', 'kB received', ...(units?.titles ?? [])];
  return { rows: rows.filter(Boolean), table: { title: 'Counted at a proxy', head, cells: counted.map(cells) } };
}

function counter(proxy, units) {
  return async (times, work) => {
    proxy.resetCounts();
    units?.reset();
    for (let time = 0; time < times; time++) await work();
    const { requests, bytesToServer, bytesToClient } = proxy;
    const [trips, sent, received] = [requests, bytesToServer, bytesToClient].map((all) => all / times);
    return { trips, sent, received, billed: units?.each(times) ?? [] };
  };
}

/** Where there is an aim. */
function limit(what, count, aim) {
  return aim && { what, value: count.toFixed(2), count, aim, isReached: count <= aim.atMost };
}

function exact(value) {
  return { value, low: value, high: value };
}

function cells([what, { trips, sent, received, billed }]) {
  const numbers = [trips, ...billed].map((number) => number.toFixed(number % 1 ? 1 : 0));
  return [what, numbers[0], kilobytes(sent), kilobytes(received), ...numbers.slice(1)];
}

function kilobytes(bytes) {
  return (bytes / 1_000).toFixed(bytes < 10_000 ? 2 : 0);
}
