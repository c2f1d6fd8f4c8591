import type { AgentStoreError } from '@agentstore/core';
import { type Advice, advised, type CallDetails, cleanError, DamagedList } from '@agentstore/core/backend';

const toUse = 'dynamodb:GetItem, PutItem, DeleteItem, Query and BatchWriteItem on the table';
const rights = `${toUse}, Scan to list without naming a user, and for setup() DescribeTable and CreateTable`;

/** What to do about what DynamoDB, its client and the operating system say. */
const advice: readonly Advice[] = [
  {
    sign: /^DamagedList/,
    code: 'corrupt',
    reason: 'what the table holds of the list is damaged: mend it, or remove it',
  },
  {
    sign: /^DoubtfulChange/,
    reason: 'a reply was lost, and nothing tells whether it was done: read the list, then do it again',
  },
  {
    sign: /^UnfitTable/,
    reason:
      'there is such a table, but not one for lists: it needs pk (HASH) and sk (RANGE), both texts. Name another one',
  },
  {
    sign: /^TableNotReady/,
    code: 'timeout',
    reason: 'AWS is making the table: call setup() again, or allow a longer timeoutMs',
  },
  {
    sign: /^ResourceNotFoundException/,
    reason: `there is no such table, or not yet: call setup() once; it needs the rights to do ${rights}`,
  },
  { sign: /^ResourceInUseException/, reason: 'the table is being made or deleted: try again in a moment' },
  {
    sign: /^(AccessDenied|NotAuthorized)/,
    reason: `these credentials may not do that. The driver needs ${rights}`,
  },
  {
    sign: /^(UnrecognizedClient|InvalidClientTokenId|InvalidSignature|MissingAuthenticationToken|IncompleteSignature|SignatureDoesNotMatch|InvalidAccessKeyId)/,
    reason: 'AWS does not know these credentials, or their secret is wrong',
  },
  { sign: /^ExpiredToken/, reason: 'the credentials have expired: get new ones, such as by aws sso login' },
  {
    sign: /^(CredentialsProviderError|Could not load credentials|Credential is missing|Resolved credential)/,
    reason:
      'no credentials were found: set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, a profile or a role, or pass a client',
  },
  { sign: /^Region is missing/, reason: 'no region was found: pass region, or set AWS_REGION' },
  {
    sign: /^Cannot find (package|module) '@aws-sdk/,
    reason: 'its client is not installed: npm install @aws-sdk/client-dynamodb',
  },
  {
    sign: /^(ProvisionedThroughputExceeded|Throttling|RequestLimitExceeded|TooManyRequests|UnprocessedWrites)/,
    reason: 'the table is asked for more than it may do, for as long as timeoutMs allowed: see its throttled requests',
  },
  { sign: /^(LimitExceeded)/, reason: 'the account has reached a limit of DynamoDB: see its quotas' },
  { sign: /^TransactionConflict/, reason: "somebody's transaction holds the record: try again in a moment" },
  {
    sign: /^ValidationException|^The provided key element/,
    reason: 'DynamoDB does not take the request: has the table other keys? setup() tells',
  },
  { sign: /\bECONNREFUSED\b/, reason: 'no server answers there: is it running, and are region and endpoint right?' },
  { sign: /\b(ENOTFOUND|EAI_AGAIN)\b/, reason: "the server's name is not known: are region and endpoint right?" },
  { sign: /^NoAnswer/, code: 'timeout', reason: 'no answer in time; what was asked may have been done' },
  {
    sign: /\b(ECONNRESET|EPIPE|ETIMEDOUT|ECONNABORTED|EHOSTUNREACH|ENETUNREACH|aborted|socket hang up)\b|^(SyntaxError|Connection is closed)/,
    reason: 'the connection was lost or never made; what was asked may have been done',
  },
  {
    sign: /^(InternalServerError|InternalFailure|ServiceUnavailable)/,
    reason: 'DynamoDB failed for as long as timeoutMs allowed; what was asked may have been done',
  },
];

/** A failure as a DriverError that says what to do next. Neither it nor its cause shows a secret or what was stored. */
export function dynamoFailure(details: CallDetails, error: unknown): AgentStoreError {
  // JSON.parse repeats what it could not read.
  const shown = error instanceof DamagedList ? new DamagedList(error.message) : error;
  return advised(details, error, cleanError(shown, signedHeaders(error)), advice);
}

/** Where a signature does not fit, AWS repeats all that was signed: the token of the session stands in it. */
function signedHeaders(error: unknown): string[] {
  return [...String((error as Error).message).matchAll(/x-amz-security-token:\s*([^\s']+)/gi)].map(([, token]) =>
    String(token),
  );
}
