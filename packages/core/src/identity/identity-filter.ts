import { encodeSegments } from './identity-key.ts';
import { checkFields, type SessionIdentity, type SessionIdentityFields } from './session-identity.ts';

/** Which identities: those that have every field given, whatever the others are. A group stands for the agent's name. */
export type IdentityFilter = Partial<SessionIdentityFields>;

/** At least one field, none of them undefined: an undefined user would have meant everybody. */
export type RemovalFilter = {
  [F in keyof SessionIdentityFields]-?: { readonly [K in F]-?: string } & IdentityFilter;
}[keyof SessionIdentityFields];

/** A filter as drivers use it. */
export interface KeyFilter {
  /** What every matching key begins with; '' if the filter names no user. */
  readonly prefix: string;
  matches(identity: SessionIdentity): boolean;
}

/** Checks a filter once (ConfigError) and says which keys it means. */
export function keyFilter(filter: IdentityFilter = {}): KeyFilter {
  checkFields(filter, 'a filter');
  // A segment without an id means "absent" in a key and "any" in a filter.
  const wanted = encodeSegments(filter).map((segment) => (segment.length > 1 ? segment : null));
  const leading = wanted.slice(0, wanted.indexOf(null) < 0 ? undefined : wanted.indexOf(null));
  return {
    prefix: leading.join('/') + (leading.length > 0 && leading.length < wanted.length ? '/' : ''),
    matches(identity) {
      const segments = identity.key.split('/');
      return wanted.every((segment, at) => segment === null || segment === segments[at]);
    },
  };
}
