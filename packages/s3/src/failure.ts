import type { AgentStoreError } from '@agentstore/core';
import { type Advice, advised, type CallDetails, cleanError } from '@agentstore/core/backend';

const rights = 's3:ListBucket on the bucket; s3:GetObject, s3:PutObject and s3:DeleteObject on its objects';

/** What to do about what S3, its client and the operating system say. */
const advice: readonly Advice[] = [
  {
    sign: /^ForeignObject/,
    code: 'corrupt',
    reason: 'the key holds what another program put there: choose another prefix, or move it away',
  },
  { sign: /^UnreadableList/, code: 'corrupt', reason: 'the list is damaged: mend it, or remove it' },
  {
    sign: /^DoubtfulChange/,
    reason: 'the connection was lost, and nothing tells whether it was done before: read the list, then do it again',
  },
  {
    sign: /^BrokenConditions/,
    code: 'unsupported',
    reason:
      'this store ignores or breaks conditional writes (If-Match, If-None-Match): use one that holds them, as AWS does',
  },
  {
    sign: /^Cannot find (package|module) '@aws-sdk\/client-s3'/,
    reason: 'its client is not installed: npm install @aws-sdk/client-s3',
  },
  { sign: /^NoSuchBucket/, reason: `there is no such bucket: create it, then call setup(). It needs ${rights}` },
  { sign: /^InvalidBucketName/, reason: 'bucket is not the name of a bucket: 3 to 63 of a-z, 0-9, - and dots' },
  { sign: /^(AccessDenied|Forbidden)/, reason: `these credentials may not do that. They need ${rights}` },
  {
    sign: /^(InvalidAccessKeyId|SignatureDoesNotMatch|AuthorizationHeaderMalformed|InvalidToken|CredentialsProviderError)/,
    reason: 'the store refuses the credentials, or there are none: see AWS_ACCESS_KEY_ID, AWS_PROFILE, and the region',
  },
  { sign: /^(ExpiredToken|TokenRefreshRequired)/, reason: 'the credentials have expired: get new ones' },
  { sign: /^(PermanentRedirect|IllegalLocationConstraintException|301$)/, reason: 'the bucket lies in another region' },
  { sign: /^Region is missing/, reason: "set region, or AWS_REGION: { driver: 's3', bucket, region: 'eu-central-1' }" },
  { sign: /^RequestTimeTooSkewed/, reason: "this machine's clock is wrong: set it" },
  { sign: /^(KMS|InvalidArgument.*[Kk]ey)/, reason: 'the key of the encryption cannot be used: see sseKmsKeyId' },
  { sign: /^EntityTooLarge/, reason: 'the store takes no object of this size: store smaller items' },
  { sign: /^(SlowDown|ServiceUnavailable|Throttling)/, reason: 'the store is busy, and was so until the deadline' },
  {
    sign: /^(ObjectChanged|RemovalUnderWay|ConditionalRequestConflict|OperationAborted)/,
    reason: 'others changed the list all the time, until the deadline',
  },
  { sign: /^ECONNREFUSED/, reason: 'no store answers there: is the endpoint right?' },
  { sign: /^(ENOTFOUND|EAI_AGAIN)/, reason: "the store's name is not known: are endpoint, region and bucket right?" },
  {
    sign: /^(ECONNRESET|EPIPE|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH)/,
    reason: 'the connection was lost or never made; what was asked may have been done',
  },
  // The client calls a lost connection so as well.
  { sign: /^TimeoutError/, code: 'timeout', reason: "no answer within the client's own timeout" },
];

/** A failure as a DriverError that says what to do next. Neither it nor its cause shows a secret or what was stored. */
export function s3Failure(details: CallDetails, error: unknown, secrets: readonly string[]): AgentStoreError {
  return advised(details, error, cleanError(error, secrets), advice);
}
