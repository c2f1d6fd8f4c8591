/** Of servers that are about to stop, to change their roles, or to find others: what is asked again finds another one. */
const passingCodes = new Set([
  6, // HostUnreachable
  7, // HostNotFound
  43, // CursorNotFound
  64, // WriteConcernTimeout
  89, // NetworkTimeout
  91, // ShutdownInProgress
  112, // WriteConflict
  133, // FailedToSatisfyReadPreference
  134, // ReadConcernMajorityNotAvailableYet
  175, // QueryPlanKilled
  189, // PrimarySteppedDown
  234, // RetryChangeStream
  262, // ExceededTimeLimit
  9001, // SocketException
  10107, // NotWritablePrimary
  11600, // InterruptedAtShutdown
  11602, // InterruptedDueToReplStateChange
  13435, // NotPrimaryNoSecondaryOk
  13436, // NotPrimaryOrSecondary
]);

/**
 * Where the connection was lost. By name: the user's client may be of another version. Not where no server was found: the
 * client has waited for one, almost as long as there is time.
 */
const passingNames = /^Mongo(Network|NetworkTimeout|PoolCleared|WaitQueueTimeout)Error$|^PoolClearedOnNetworkError$/;

/** What the operating system says of a connection: the client does not always put its own error around that. */
const passingSystemCodes = new Set(['ECONNRESET', 'ECONNREFUSED', 'EPIPE', 'ETIMEDOUT', 'EHOSTUNREACH', 'ENETUNREACH']);

const [duplicateKey, commandNotFound] = [11_000, 59];

/** How often to try what failed: as long as there is time, or once. */
export function attemptsFor(error: unknown): number {
  return isPassing(error) ? Number.POSITIVE_INFINITY : 1;
}

/** There is a record with this `_id` already, or is about to be. */
export function isTaken(error: unknown): boolean {
  return Number(codeOf(error)) === duplicateKey;
}

/** The server does not know what it was asked for. */
export function isUnknownCommand(error: unknown): boolean {
  return Number(codeOf(error)) === commandNotFound;
}

function isPassing(error: unknown): boolean {
  const code = codeOf(error);
  return passingNames.test(nameOf(error)) || passingCodes.has(Number(code)) || passingSystemCodes.has(String(code));
}

function nameOf(error: unknown): string {
  return String((error as Error | null)?.name);
}

function codeOf(error: unknown): unknown {
  return (error as { code?: unknown } | null)?.code;
}
