import { posix } from 'node:path';
import type { SessionIdentity } from '@agentstore/core';
import { TinyDriver } from '../tiny/driver.ts';
import type { Fault } from './fault.ts';

export const identityFaults: readonly Fault[] = [
  {
    driver: class JoinsFieldsByUnderscores extends TinyDriver {
      override nameOf({ userId, agentName, group, chatName, scope }: SessionIdentity) {
        const owner = group === undefined ? agentName : `group:${group}`;
        return [userId ?? none, owner, chatName ?? none, scope ?? none].join('_');
      }
    },
    fault: 'ids that give the same text when they are joined are different identities',
  },
  {
    driver: class FoldsCase extends TinyDriver {
      override nameOf(identity: SessionIdentity) {
        return nameByFields(identity, (id) => id.toLowerCase());
      }
    },
    fault: 'ids that differ in case are different ids',
    also: [
      'a filter is an exact text, never a pattern, a beginning or an operator',
      'ids that are names of devices are different ids',
      'ids that are as long as an id may be are different ids',
      'ids that are escapes are different ids',
      'a listing gives any identity back as it was',
      'ids that look the same in other characters are different ids',
    ],
  },
  {
    driver: class NormalisesUnicode extends TinyDriver {
      override nameOf(identity: SessionIdentity) {
        return nameByFields(identity, (id) => id.normalize('NFC'));
      }
    },
    fault: 'ids that look the same in other characters are different ids',
    also: ['a listing gives any identity back as it was', 'ids that differ in case are different ids'],
  },
  {
    driver: class TakesIdsForPaths extends TinyDriver {
      override nameOf(identity: SessionIdentity) {
        return nameByFields(identity, (id) => posix.normalize(id));
      }
    },
    fault: 'ids that are paths are different ids',
    also: [
      'identities whose fields are all as long as they may be differ in any character',
      'a listing gives any identity back as it was',
    ],
  },
  {
    driver: class TrimsIds extends TinyDriver {
      override nameOf(identity: SessionIdentity) {
        return nameByFields(identity, (id) => id.trim());
      }
    },
    fault: 'ids that end or begin with what file systems drop are different ids',
    also: ['a listing gives any identity back as it was', 'ids that hold control characters are different ids'],
  },
  {
    driver: class DecodesIds extends TinyDriver {
      override nameOf(identity: SessionIdentity) {
        return nameByFields(identity, (id) => id.replace(/%2e/gi, '.'));
      }
    },
    fault: 'ids that are escapes are different ids',
    also: ['a listing gives any identity back as it was'],
  },
  {
    driver: class CutsKeysAt255Characters extends TinyDriver {
      override nameOf(identity: SessionIdentity) {
        return identity.key.slice(0, 255);
      }
    },
    fault: 'identities whose fields are all as long as they may be differ in any character',
    also: ['ids that are as long as an id may be are different ids', 'a listing gives any identity back as it was'],
  },
  {
    driver: class WritesIdsAsUtf8 extends TinyDriver {
      override nameOf(identity: SessionIdentity) {
        return nameByFields(identity, (id) => Buffer.from(id).toString());
      }
    },
    fault: 'ids that are no proper Unicode are different ids',
    also: ['a listing gives any identity back as it was'],
  },
  {
    driver: class EndsIdsAtNul extends TinyDriver {
      override nameOf(identity: SessionIdentity) {
        return nameByFields(identity, (id) => id.split('\u0000')[0] ?? '');
      }
    },
    fault: 'ids that hold control characters are different ids',
    also: ['a listing gives any identity back as it was'],
  },
  {
    driver: class TakesEmptyForAbsent extends TinyDriver {
      override nameOf(identity: SessionIdentity) {
        return nameByFields(identity, (id) => id || undefined);
      }
    },
    fault: 'an absent field, an empty one and the same id in another field are different identities',
    also: [
      'an empty id is found apart from an absent one',
      'ids that end or begin with what file systems drop are different ids',
    ],
  },
  {
    driver: class KeepsTheAgentsOfAGroupApart extends TinyDriver {
      override nameOf(identity: SessionIdentity) {
        return JSON.stringify([identity.key, identity.group !== undefined && identity.agentName]);
      }
    },
    fault: 'the agents of one group share one memory',
    also: [
      'a listing without a filter names everything',
      'a filter finds what has all of its fields, whatever the others are',
    ],
  },
];

/** Stands for a field that is absent. */
const none = '\u0001none';

/** A name that tells apart what `idOf` tells apart. */
function nameByFields(identity: SessionIdentity, idOf: (id: string) => string | undefined): string {
  const { userId, agentName, group, chatName, scope } = identity;
  const owner = group === undefined ? { agentName } : { group };
  const fields = Object.entries({ userId, ...owner, chatName, scope });
  return JSON.stringify(fields.map(([name, id]) => [name, id === undefined ? null : (idOf(id) ?? null)]));
}
