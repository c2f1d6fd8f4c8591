import type { AgentStoreError } from '@agentstore/core';
import { type Advice, advised, type CallDetails, cleanError } from '@agentstore/core/backend';

const role =
  "{ role: 'agentstore', privileges: [{ resource: { db, collection }, actions: ['find', 'insert', 'update', 'remove', " +
  "'createCollection'] }, { resource: { db, collection: '' }, actions: ['listCollections'] }], roles: [] }";

/** What to do about what MongoDB, its client and the operating system say. */
const advice: readonly Advice[] = [
  {
    sign: /^DamagedList/,
    code: 'corrupt',
    reason: 'the list is damaged, or is what another program put there: mend it, or remove it',
  },
  {
    sign: /^DoubtfulChange/,
    reason: 'the connection was lost, and nothing tells whether it was done before: read the list, then do it again',
  },
  {
    sign: /^UnfitCollection/,
    reason: 'the collection cannot hold lists: choose another one, and let setup() create it',
  },
  { sign: /^Cannot find (package|module) 'mongodb'/, reason: 'its client is not installed: npm install mongodb' },
  {
    sign: /^(13|Unauthorized|not authorized|command \w+ requires authentication)\b/i,
    reason: `the user may not do that: db.createRole(${role})`,
  },
  {
    sign: /^(18|8000|11|Authentication failed|bad auth)\b/,
    reason: 'the server refuses this user name or password: is authSource the database where the user is defined?',
  },
  {
    sign: /^(10107|13435|13436|189|11602)$/,
    reason: 'there is no primary at this moment: an election is going on, or the url names one member alone',
  },
  {
    sign: /^(64|100|91)$/,
    reason: 'a majority of the members did not take it in time; it may be done: look at rs.status()',
  },
  {
    sign: /^(121|DocumentValidationFailure)$/,
    reason: 'the collection has a validator that refuses it: leave the collection to the driver',
  },
  { sign: /^(14031|OutOfDiskSpace)$/, reason: 'the server has no room on its disk' },
  {
    sign: /^(20|IllegalOperation|Transaction numbers are only allowed)/,
    reason: 'the server has no retryable writes: give its client retryWrites=false',
  },
  { sign: /^(148|123)$/, reason: 'the server cannot read what a majority has: use WiredTiger, as it comes' },
  {
    sign: /^(MongoParseError|MongoInvalidArgumentError|MongoAPIError)$/,
    reason: 'the url or an option is not as MongoDB wants it: mongodb://user:password@host:27017/database',
  },
  { sign: /^MongoMissingDependencyError$/, reason: 'the url asks for something that is a package of its own' },
  { sign: /^ECONNREFUSED/, reason: 'no server answers there: is it running, and is the address right?' },
  { sign: /^(ENOTFOUND|EAI_AGAIN|ENODATA|ESERVFAIL)/, reason: "the server's name is not known: is the address right?" },
  {
    sign: /^Mongo(NotConnected|TopologyClosed|ClientClosed|PoolClosed|ServerClosed)Error$|^ClosedConnection$/,
    reason: 'the connection was closed while it was in use, or before',
  },
  {
    sign: /^(MongoNetworkTimeoutError|MongoWaitQueueTimeoutError)$/,
    code: 'timeout',
    reason: 'no answer in time; what was asked may still be done',
  },
  {
    sign: /^MongoServerSelectionError$/,
    code: 'timeout',
    reason: 'no server that takes writes was found in time: is the address right, and is there a primary?',
  },
  {
    sign: /^(MongoNetworkError|MongoPoolClearedError|PoolClearedOnNetworkError|ECONNRESET|EPIPE|ETIMEDOUT)/,
    reason: 'the connection was lost or never made; what was asked may have been done',
  },
];

/** A failure as a DriverError that says what to do next. Neither it nor its cause shows a secret or what was stored. */
export function mongoFailure(details: CallDetails, error: unknown, secrets: readonly string[]): AgentStoreError {
  return advised(details, error, cleanError(error, secrets), advice);
}
