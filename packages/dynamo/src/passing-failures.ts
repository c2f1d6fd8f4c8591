/** The server refused, and did nothing: there was too much to do, or somebody else was at the same record. */
const refusals =
  /^(ProvisionedThroughputExceeded|Throttling|RequestLimitExceeded|TooManyRequests|LimitExceeded|SlowDown|TransactionConflict|TransactionInProgress|ReplicatedWriteConflict|RequestTimeTooSkewed)/;
/** What was asked may have been done. */
const faults = /^(InternalServerError|InternalFailure|ServiceUnavailable|NoAnswer|RequestTimeout)/;
const lostConnections = /^(ECONNRESET|EPIPE|ETIMEDOUT|ECONNABORTED|ECONNREFUSED|ENETUNREACH|EHOSTUNREACH|EAI_AGAIN)/;
/** A connection that is lost again and again is no connection: then the caller had better know. */
const attemptsToConnect = 6;

/** No answer came while it could still be waited for another one. */
export class NoAnswer extends Error {
  override readonly name = 'NoAnswer';
}

/** How many attempts it is worth to send a request that failed so. */
export function attemptsFor(error: unknown): number {
  const { name, code, status } = signsOf(error);
  if (refusals.test(name) || faults.test(name) || status >= 500) return Number.POSITIVE_INFINITY;
  // A reply that is cut is no JSON.
  return lostConnections.test(code) || name === 'SyntaxError' ? attemptsToConnect : 1;
}

/** Whether it is certain that nothing was done. */
export function isRefusal(error: unknown): boolean {
  const { name, code, status } = signsOf(error);
  return refusals.test(name) || code === 'ECONNREFUSED' || (status >= 400 && status < 500);
}

/** How often a client sent a request that it sends again by itself. */
export function attemptsOf(outcome: unknown): number {
  const { attempts } = metadataOf(outcome);
  return typeof attempts === 'number' ? attempts : 1;
}

function signsOf(error: unknown): { name: string; code: string; status: number } {
  const { name, code } = Object(error) as { [field: string]: unknown };
  return { name: String(name), code: String(code), status: Number(metadataOf(error).httpStatusCode ?? 0) };
}

function metadataOf(outcome: unknown): { readonly attempts?: unknown; readonly httpStatusCode?: unknown } {
  return Object((Object(outcome) as { $metadata?: unknown }).$metadata);
}
