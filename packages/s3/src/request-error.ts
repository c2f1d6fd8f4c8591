/** How often a request is tried that met a lost connection or a fault of the store. */
const attemptsAfterFault = 4;
/** The client learns the store's time from the refusal. */
const attemptsAfterWrongTime = 2;

/** What the store refused, as another program had changed the object meanwhile. */
const isConflict = /^(ConditionalRequestConflict|OperationAborted)$/;
const isThrottled = /^(SlowDown|ServiceUnavailable|Throttling|ThrottlingException|TooManyRequests|RequestTimeout)$/;
/** The connection was not even made: nothing can have been done. */
const isUnreached = /^(ECONNREFUSED|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH)$/;
const isLost = /^(ECONNRESET|EPIPE|ETIMEDOUT|TimeoutError)$/;

interface Signs {
  readonly name: string;
  readonly code: string;
  /** Of the reply; undefined: there was none, or not all of it. */
  readonly status: number | undefined;
}

function signsOf(error: unknown): Signs {
  const { name, code, $metadata } = Object(error) as {
    name?: unknown;
    code?: unknown;
    $metadata?: { httpStatusCode?: number };
  };
  return { name: String(name), code: String(code), status: $metadata?.httpStatusCode };
}

/** There is no such object. */
export function isMissing(error: unknown): boolean {
  const { name, status } = signsOf(error);
  return name === 'NoSuchKey' || (name === 'NotFound' && status === 404);
}

/** The object is not as the condition of a request says. */
export function isUnmet(error: unknown): boolean {
  return signsOf(error).status === 412 || isMissing(error);
}

/** How many attempts a request is worth that failed so: Infinity for as long as there is time. */
export function attemptsFor(error: unknown): number {
  const { name, code, status } = signsOf(error);
  if (isConflict.test(name) || isThrottled.test(name) || status === 503 || status === 429)
    return Number.POSITIVE_INFINITY;
  if (name === 'RequestTimeTooSkewed') return attemptsAfterWrongTime;
  const isFault =
    (status !== undefined && status >= 500) || isLost.test(code) || isLost.test(name) || isUnreached.test(code);
  return isFault ? attemptsAfterFault : 1;
}

/** Whether what was asked may have been done all the same. */
export function mayBeDone(error: unknown): boolean {
  const { name, code, status } = signsOf(error);
  if (status === undefined) return !isUnreached.test(code);
  return status >= 500 && !isThrottled.test(name);
}
