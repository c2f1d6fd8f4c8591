/**
 * What a backend says that it bills, by kind.
 *
 * @typedef {{ titles: string[], reset(): void, each(times: number): number[] }} Units
 */

/**
 * Counts what DynamoDB says that it bills for the requests of a client: units of writing, and of reading.
 *
 * @param {import('@aws-sdk/client-dynamodb').DynamoDBClient} client
 * @returns {Units}
 */
export function countUnits(client) {
  const used = { write: 0, read: 0 };
  client.middlewareStack.add(
    (next, { commandName }) =>
      async (args) => {
        args.input.ReturnConsumedCapacity = 'TOTAL';
        const reply = await next(args);
        const kind = /^(Put|Update|Delete|BatchWrite|TransactWrite)/.test(commandName) ? 'write' : 'read';
        for (const { CapacityUnits = 0 } of [reply.output.ConsumedCapacity ?? []].flat()) used[kind] += CapacityUnits;
        return reply;
      },
    { step: 'initialize' },
  );
  return {
    titles: ['write units', 'read units'],
    reset() {
      used.write = 0;
      used.read = 0;
    },
    each: (times) => [used.write, used.read].map((units) => units / times),
  };
}
