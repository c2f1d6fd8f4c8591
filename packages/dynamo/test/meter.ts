import type { ConsumedCapacity, DynamoDBClient } from '@aws-sdk/client-dynamodb';

/** What DynamoDB says that it charged. */
export interface Consumed {
  readonly requests: number;
  readonly readUnits: number;
  readonly writeUnits: number;
}

/** Asks with each request of a client what it consumed. */
export class Meter {
  #consumed: Consumed = { requests: 0, readUnits: 0, writeUnits: 0 };

  constructor(client: DynamoDBClient) {
    client.middlewareStack.add(
      (next, context) => async (args) => {
        const input = { ...args.input, ReturnConsumedCapacity: 'TOTAL' as const };
        const reply = await next({ ...args, input });
        const isRead = /^(GetItem|Query|Scan)/.test(String(context.commandName));
        this.#add(
          isRead,
          (reply.output as { ConsumedCapacity?: ConsumedCapacity | ConsumedCapacity[] }).ConsumedCapacity,
        );
        return reply;
      },
      { step: 'initialize', priority: 'high', name: 'meter' },
    );
  }

  async of(work: () => Promise<unknown>): Promise<Consumed> {
    this.#consumed = { requests: 0, readUnits: 0, writeUnits: 0 };
    await work();
    return this.#consumed;
  }

  #add(isRead: boolean, capacity: ConsumedCapacity | ConsumedCapacity[] = []): void {
    const units = [capacity].flat().reduce((sum, { CapacityUnits = 0 }) => sum + CapacityUnits, 0);
    const { requests, readUnits, writeUnits } = this.#consumed;
    this.#consumed = {
      requests: requests + 1,
      readUnits: readUnits + (isRead ? units : 0),
      writeUnits: writeUnits + (isRead ? 0 : units),
    };
  }
}
