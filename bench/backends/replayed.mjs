import { replay } from './replay.mjs';

/**
 * Our driver on a client of an SDK, and as the raw one a bare client that sends the same requests to a copy of its own: what
 * remains is what the driver does beside them. The raw one goes second everywhere, since it repeats.
 *
 * @param {object} given
 * @param {import('@agentstore/core').StorageDriver} given.driver
 * @param {ReturnType<import('./recorded-requests.mjs').recordRequests>} given.record what the driver's client sends
 * @param {(command: string, input: object) => Promise<unknown>} given.send by the bare client, to the copy
 * @param {(replies: readonly unknown[]) => object[]} given.messagesOf what was read
 */
export function replayed({ driver, record, send, messagesOf }) {
  /** @type {Map<string, object[][]>} changes that are not repeated yet, by their list */
  const changes = new Map();
  const reads = new Map();
  let listing = { result: [], requests: [] };

  const change =
    (work) =>
    async (identity, ...given) => {
      const { result, requests } = await record(() => work(identity, ...given));
      if (!changes.has(identity.key)) changes.set(identity.key, []);
      changes.get(identity.key).push(requests);
      return result;
    };
  const read =
    (operation) =>
    async (identity, ...given) => {
      const { result, requests } = await record(() => driver[operation](identity, ...given));
      reads.set(operation + identity.key, requests);
      return result;
    };
  const repeatChange = ({ name }) => replay(changes.get(name).shift(), send);
  const repeatRead = async (operation, { name }) => messagesOf(await replay(reads.get(operation + name), send));

  return {
    driver: {
      setup: () => driver.setup(),
      close: () => driver.close(),
      read: read('read'),
      readLast: read('readLast'),
      write: change((...given) => driver.write(...given)),
      append: change((...given) => driver.append(...given)),
      update: change((...given) => driver.update(...given)),
      remove: change((...given) => driver.remove(...given)),
      async *list(filter) {
        listing = await record(() => collect(driver.list(filter)));
        yield* listing.result;
      },
    },
    raw: {
      fill: repeatChange,
      append: repeatChange,
      change: repeatChange,
      load: (list) => repeatRead('read', list),
      last: (list) => repeatRead('readLast', list),
      async lists() {
        await replay(listing.requests, send);
        return listing.result;
      },
    },
  };
}

async function collect(listed) {
  const all = [];
  for await (const one of listed) all.push(one);
  return all;
}
