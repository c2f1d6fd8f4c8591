import { ConfigError } from '../errors.ts';
import { decodeKey, encodeKey } from './identity-key.ts';

/** Whose memory it is. Each id is any string of at most 512 UTF-8 bytes; '' is an id like any other, absent is absent. */
export interface SessionIdentityFields {
  readonly agentName: string;
  readonly chatName?: string;
  readonly userId?: string;
  /** Stands for the agent's name: the agents of one group share one memory. */
  readonly group?: string;
  /** Which of the session's lists: its history, its usage, ... Storages set it. */
  readonly scope?: string;
}

/** In bytes of UTF-8, each field. */
const longestId = 512;
const identityFields = ['agentName', 'chatName', 'userId', 'group', 'scope'] as const;

/**
 * One list's owner, and its key in every backend. Two different identities never share a key, but for the agents of one
 * group, which share one on purpose.
 */
export class SessionIdentity implements SessionIdentityFields {
  // `declare`: a field that is absent stays absent, where a class field would be present and undefined.
  declare readonly agentName: string;
  declare readonly chatName?: string;
  declare readonly userId?: string;
  declare readonly group?: string;
  declare readonly scope?: string;
  /** Printable ASCII, safe as a path and as an object key: `u.<user>/a.<agent>/c.<chat>/s.<scope>`. */
  readonly key: string;

  /** Takes an identity as well as its fields: most callers have a literal at hand. */
  constructor(fields: SessionIdentityFields) {
    checkFields(fields, 'an identity');
    if (fields.agentName === undefined) throw new ConfigError('an identity needs an agentName');
    Object.assign(this, fields);
    this.key = encodeKey(this);
  }

  /** The same session's list of another scope. */
  withScope(scope: string): SessionIdentity {
    return new SessionIdentity({ ...this, scope });
  }

  /** The identity whose key this is. A group's key does not tell the agent: its agentName is then the group. */
  static fromKey(key: string): SessionIdentity {
    const fields = decodeKey(key);
    const identity = fields && new SessionIdentity(fields);
    if (identity?.key !== key) throw new ConfigError(`${key} is no key of an identity`);
    return identity;
  }
}

/** The session that a list belongs to: its identity without the scope. */
export function sessionOf(identity: SessionIdentity): SessionIdentity {
  const { scope: _, ...session } = identity;
  return new SessionIdentity(session);
}

/** Throws a ConfigError for a field that is unknown, not a string, too long, or present and undefined. */
export function checkFields(fields: Partial<SessionIdentityFields>, what: string): void {
  for (const [name, value] of Object.entries(fields)) {
    // An identity, perhaps of another copy of this package, is as good as its fields.
    if (name === 'key' && fields.agentName !== undefined) continue;
    if (!(identityFields as readonly string[]).includes(name)) {
      throw new ConfigError(`${name} is no field of ${what}`);
    }
    // Undefined above all: an unknown user would share one history with all the others, or be everybody.
    if (typeof value !== 'string') {
      throw new ConfigError(`${name} of ${what} must be a string or absent, not ${typeof value}`);
    }
    if (new TextEncoder().encode(value).length > longestId) {
      throw new ConfigError(`${name} of ${what} is longer than ${longestId} bytes of UTF-8: use a hash`);
    }
  }
}
