import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';

/** What a request comes to, in place of what the server says; `send` asks the server. */
export type Interception = (send: () => Promise<Reply>, request: InterceptedRequest) => Promise<Reply>;

interface InterceptedRequest {
  /** Counted from 1, from when the client was made. */
  readonly number: number;
  /** `PutItem`. */
  readonly name: string;
  /** As the command was given. */
  readonly input: { readonly [field: string]: unknown };
}

/** As the SDK hands it on. */
interface Reply {
  readonly response: unknown;
  output: { $metadata: object };
}

/**
 * Stands between a client and its requests, below what the client does to send again: so each attempt is met.
 * Answers with the client.
 */
export function intercepted(client: DynamoDBClient, interception: Interception): DynamoDBClient {
  let number = 0;
  client.middlewareStack.add(
    (next, context) => async (args) => {
      number += 1;
      const name = String(context.commandName).replace(/Command$/, '');
      const request = { number, name, input: args.input as InterceptedRequest['input'] };
      return (await interception(() => next(args) as Promise<Reply>, request)) as Awaited<ReturnType<typeof next>>;
    },
    { step: 'finalizeRequest', priority: 'low', name: 'interception' },
  );
  return client;
}

/** What a lost connection is to the SDK. */
export function lostConnection(): Error {
  return Object.assign(new Error('read ECONNRESET'), { code: 'ECONNRESET', name: 'TimeoutError' });
}

/** What DynamoDB says, and the SDK makes of it. */
export function refusal(name: string, httpStatusCode = 400): Error {
  return Object.assign(new Error(`${name} by the test`), {
    name,
    $fault: httpStatusCode < 500 ? 'client' : 'server',
    $metadata: { httpStatusCode, attempts: 1 },
  });
}
