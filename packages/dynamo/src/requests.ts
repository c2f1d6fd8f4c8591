import { type Call, retried } from '@agentstore/core/backend';
import type {
  BatchWriteItemCommandInput,
  BatchWriteItemCommandOutput,
  CreateTableCommandInput,
  CreateTableCommandOutput,
  DeleteItemCommandInput,
  DeleteItemCommandOutput,
  DescribeTableCommandInput,
  DescribeTableCommandOutput,
  GetItemCommandInput,
  GetItemCommandOutput,
  PutItemCommandInput,
  PutItemCommandOutput,
  QueryCommandInput,
  QueryCommandOutput,
  ScanCommandInput,
  ScanCommandOutput,
} from '@aws-sdk/client-dynamodb';
import type { Connection } from './connection.ts';
import { attemptsFor, NoAnswer } from './passing-failures.ts';

/** What the driver asks DynamoDB. */
interface Commands {
  BatchWriteItem: [BatchWriteItemCommandInput, BatchWriteItemCommandOutput];
  CreateTable: [CreateTableCommandInput, CreateTableCommandOutput];
  DeleteItem: [DeleteItemCommandInput, DeleteItemCommandOutput];
  DescribeTable: [DescribeTableCommandInput, DescribeTableCommandOutput];
  GetItem: [GetItemCommandInput, GetItemCommandOutput];
  PutItem: [PutItemCommandInput, PutItemCommandOutput];
  Query: [QueryCommandInput, QueryCommandOutput];
  Scan: [ScanCommandInput, ScanCommandOutput];
}

export type CommandName = keyof Commands;
/** The table is added to it. */
export type Input<N extends CommandName> = Omit<Commands[N][0], 'TableName'>;
export type Output<N extends CommandName> = Commands[N][1];

/** In milliseconds: with less than that left, an attempt may take all of it. */
const shortestAttempt = 400;

/** Requests to one table. Each ends at its call's deadline, whatever the client does. */
export class Requests {
  readonly table: string;
  readonly #connection: Connection;
  #isClosed = false;

  constructor(table: string, connection: Connection) {
    this.table = table;
    this.#connection = connection;
  }

  /** For what may be done any number of times: again while it fails for a reason that may pass. */
  send<N extends CommandName>(call: Call, name: N, input: Input<N>): Promise<Output<N>> {
    return retried(
      call,
      () => this.sendOnce(call, name, input),
      (error) => this.attemptsFor(error),
    );
  }

  /** Once, but for what the user's client does by itself. */
  async sendOnce<N extends CommandName>(call: Call, name: N, input: Input<N>): Promise<Output<N>> {
    const { sdk, client } = await call.wait(() => this.#connection.connected());
    const Command = sdk[`${name}Command`] as unknown as new (input: object) => never;
    const wanted = name === 'BatchWriteItem' ? input : { ...input, TableName: this.table };
    const request = new AbortController();
    const timeoutMs = this.#attemptMs(call);
    const timer = setTimeout(() => request.abort(), timeoutMs);
    try {
      return (await client.send(new Command(wanted), { abortSignal: request.signal })) as Output<N>;
    } catch (error) {
      throw request.signal.aborted ? new NoAnswer(`no answer within ${Math.round(timeoutMs)} ms`) : error;
    } finally {
      clearTimeout(timer);
    }
  }

  /** How many attempts a failure is worth. */
  attemptsFor(error: unknown): number {
    return this.#isClosed ? 1 : attemptsFor(error);
  }

  close(): void {
    this.#isClosed = true;
    this.#connection.close();
  }

  /** A server that does not answer leaves time for another attempt. The user's client has attempts of its own. */
  #attemptMs({ timeLeft }: Call): number {
    return this.#connection.isOwn && timeLeft > shortestAttempt ? timeLeft / 2 : timeLeft;
  }
}
