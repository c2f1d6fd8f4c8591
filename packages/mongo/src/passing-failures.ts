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

/** Where no server was found, or the connection was lost. By name: the user's client may be of another version. */
const passingNames =
  /^Mongo(ServerSelection|Network|NetworkTimeout|PoolCleared|PoolClearedOnNetwork|WaitQueueTimeout)Error$/;

const duplicateKey = 11_000;

/** How often to try what failed: as long as there is time, or once. */
export function attemptsFor(error: unknown): number {
  return isPassing(error) ? Number.POSITIVE_INFINITY : 1;
}

/** There is a record with this `_id` already, or is about to be. */
export function isTaken(error: unknown): boolean {
  return codeOf(error) === duplicateKey;
}

/** No server was found, so that none was asked. */
export function wasNotSent(error: unknown): boolean {
  return nameOf(error) === 'MongoServerSelectionError';
}

function isPassing(error: unknown): boolean {
  return passingNames.test(nameOf(error)) || passingCodes.has(codeOf(error));
}

function nameOf(error: unknown): string {
  return String((error as Error | null)?.name);
}

function codeOf(error: unknown): number {
  return Number((error as { code?: unknown } | null)?.code);
}
