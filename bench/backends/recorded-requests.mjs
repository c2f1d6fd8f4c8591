import { AsyncLocalStorage } from 'node:async_hooks';

/**
 * A request of the AWS SDK as it was sent.
 *
 * @typedef {object} SentRequest
 * @property {string} command
 * @property {object} input
 * @property {readonly number[]} after the places of those whose reply was there when this one was sent
 * @property {boolean} isDone
 * @property {boolean} hasFailed
 */

/** Notes what a client sends for one piece of work: the same can be sent again by the bare client. */
export function recordRequests(client) {
  const sending = new AsyncLocalStorage();
  client.middlewareStack.add(
    (next, { commandName }) =>
      async (args) => {
        const requests = sending.getStore();
        if (!requests) return next(args);
        const after = requests.flatMap(({ isDone }, place) => (isDone ? place : []));
        const request = { command: commandName, input: { ...args.input }, after, isDone: false, hasFailed: false };
        requests.push(request);
        try {
          return await next(args);
        } catch (error) {
          request.hasFailed = true;
          throw error;
        } finally {
          request.isDone = true;
        }
      },
    { step: 'initialize', priority: 'low' },
  );
  /** @template T @param {() => Promise<T>} work @returns {Promise<{ result: T, requests: SentRequest[] }>} */
  return async (work) => {
    const requests = [];
    const result = await sending.run(requests, work);
    return { result, requests };
  };
}
