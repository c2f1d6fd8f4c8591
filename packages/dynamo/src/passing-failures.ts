/** The server refused, and did nothing: there was too much to do, or somebody else was at the same record. */
const refusals =
  /^(ProvisionedThroughputExceeded|Throttling|RequestLimitExceeded|TooManyRequests|LimitExceeded|SlowDown|TransactionConflict|TransactionInProgress|ReplicatedWriteConflict|RequestTimeTooSkewed)/;
/** What was asked may have been done. */
const faults = /^(InternalServerError|InternalFailure|ServiceUnavailable|NoAnswer|RequestTimeout)/;
/** Also in a message, where the client wraps an error that it does not take for one. */
const lostConnections =
  /\b(ECONNRESET|EPIPE|ETIMEDOUT|ECONNABORTED|ECONNREFUSED|ENETUNREACH|EHOSTUNREACH|EAI_AGAIN|aborted|socket hang up)\b/;
/** A connection that is lost again and again is no connection: then the caller had better know. */
const attemptsToConnect = 6;

/** No answer came while it could still be waited for another one. */
export class NoAnswer extends Error {
  override readonly name = 'NoAnswer';
}

/** How many attempts it is worth to send a request that failed so. */
export function attemptsFor(error: unknown): number {
  const { name, status, connection } = signsOf(error);
  if (refusals.test(name) || faults.test(name) || status >= 500) return Number.POSITIVE_INFINITY;
  // A reply that is cut is no JSON.
  return connection || name === 'SyntaxError' ? attemptsToConnect : 1;
}

/** Whether it is certain that nothing was done. */
export function isRefusal(error: unknown): boolean {
  const { name, status, connection } = signsOf(error);
  return refusals.test(name) || connection === 'ECONNREFUSED' || (status >= 400 && status < 500);
}

/** How often a client sent a request that it sends again by itself. */
export function attemptsOf(outcome: unknown): number {
  const { attempts } = metadataOf(outcome);
  return typeof attempts === 'number' ? attempts : 1;
}

function signsOf(error: unknown): { name: string; status: number; connection: string | undefined } {
  const { name, code, message } = Object(error) as { [field: string]: unknown };
  const [connection] = lostConnections.exec(`${code} ${message}`) ?? [];
  return { name: String(name), status: Number(metadataOf(error).httpStatusCode ?? 0), connection };
}

function metadataOf(outcome: unknown): { readonly attempts?: unknown; readonly httpStatusCode?: unknown } {
  return Object((Object(outcome) as { $metadata?: unknown }).$metadata);
}
