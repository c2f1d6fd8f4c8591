import type { DriverError } from '@agentstore/core';
import { type Advice, advised, type CallDetails, cleanError } from '@agentstore/core/backend';

const rights =
  '+eval +evalsha +get +getrange +strlen +set +setrange +append +pexpire +persist +pttl +unlink +scan +exists +zadd +zrem +zrangebylex';

/** What to do about what Redis, ioredis and the operating system say. */
const advice: readonly Advice[] = [
  {
    sign: /^(WRONGTYPE|ForeignValue)/,
    code: 'corrupt',
    reason: 'the key holds what another program put there: choose another keyPrefix, or move it away',
  },
  {
    sign: /^UnreadableValue/,
    code: 'corrupt',
    reason: 'the key holds a list that is damaged: mend it, or remove it',
  },
  {
    sign: /^DoubtfulChange/,
    reason: 'the connection was lost, and nothing tells whether it was done before: read the list, then do it again',
  },
  { sign: /^Cannot find (package|module) 'ioredis'/, reason: 'its client is not installed: npm install ioredis' },
  { sign: /^NOAUTH/, reason: 'the server wants a password: write it into the url, redis://:password@host' },
  { sign: /^(WRONGPASS|ERR invalid password|ERR AUTH)/, reason: 'the server refuses this user name or password' },
  {
    sign: /^NOPERM|^ERR The user executing the script can't/,
    reason: `the user may not do that: ACL SETUSER name on >password ~prefix* ${rights}`,
  },
  {
    sign: /^OOM/,
    reason: 'the server has reached its maxmemory: raise it, remove lists, or let them expire by ttlSeconds',
  },
  { sign: /^READONLY/, reason: 'this server is a replica: connect to the primary, or by sentinels' },
  {
    sign: /^(MOVED|ASK|CROSSSLOT)/,
    reason: "the server is a node of a cluster: pass a cluster's client, { client: new Cluster([...]) }",
  },
  { sign: /^CLUSTERDOWN/, reason: 'the cluster has no node for some keys: look at redis-cli --cluster check' },
  { sign: /^LOADING/, reason: 'the server is still loading its data: try again in a moment' },
  { sign: /^BUSY/, reason: "the server is held up by somebody's script: SCRIPT KILL ends it" },
  { sign: /^MISCONF/, reason: 'the server cannot save to its disk and takes no writes: see its log' },
  { sign: /^(NOREPLICAS|MASTERDOWN)/, reason: 'the server lacks its replicas or its primary: see INFO replication' },
  {
    sign: /exceeds maximum allowed size|invalid bulk length|Invalid string length/,
    reason: 'a list cannot be bigger than a string of Redis (proto-max-bulk-len, 512 MB): begin another chat',
  },
  { sign: /^Command timed out/, code: 'timeout', reason: "no answer within the client's commandTimeout" },
  { sign: /^ECONNREFUSED/, reason: 'no server answers there: is it running, and is the address right?' },
  { sign: /^(ENOTFOUND|EAI_AGAIN)/, reason: "the server's name is not known: is the address right?" },
  {
    sign: /^(ECONNRESET|EPIPE|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH|Connection is closed|Stream isn't writeable)/,
    reason: 'the connection was lost or never made; what was asked may have been done',
  },
];

/** A failure as a DriverError that says what to do next. Neither it nor its cause shows a secret or what was stored. */
export function redisFailure(details: CallDetails, error: unknown, secrets: readonly string[]): DriverError {
  return advised(details, error, cleanError(error, secrets), advice);
}
