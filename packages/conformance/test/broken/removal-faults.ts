import type { Item, SessionIdentity } from '@agentstore/core';
import { TinyDriver } from '../tiny/driver.ts';
import type { Fault } from './fault.ts';

export const removalFaults: readonly Fault[] = [
  {
    driver: class LeavesAChunk extends TinyDriver {
      /** Of a list that has one: a short list has none. */
      override async remove(identity: SessionIdentity) {
        const { texts } = await this.ask({ do: 'get', name: this.nameOf(identity) });
        await super.remove(identity);
        const chunk = { name: `chunk ${identity.key}`, key: identity.key };
        if (texts && texts.length > 10) await this.ask({ do: 'put', ...chunk, texts });
      }
      override async read(identity: SessionIdentity) {
        const [list, { texts }] = await Promise.all([
          super.read(identity),
          this.ask({ do: 'get', name: `chunk ${identity.key}` }),
        ]);
        return list && [...this.decode(texts ?? []), ...list];
      }
      override async write(identity: SessionIdentity, items: readonly Item[]) {
        await super.write(identity, items);
        await this.ask({ do: 'drop', name: `chunk ${identity.key}` });
      }
    },
    fault: 'what is stored after a removal has nothing of the list before',
    also: ['remove leaves nothing behind', 'remove leaves nothing of a long list behind'],
  },
  {
    driver: class LeavesATombstone extends TinyDriver {
      override async remove(identity: SessionIdentity) {
        await super.remove(identity);
        const tombstone = { name: `removed ${identity.key}`, key: identity.key, texts: [] };
        await this.ask({ do: 'put', ...tombstone });
      }
    },
    fault: 'remove leaves nothing behind',
    also: ['remove leaves nothing of a long list behind'],
  },
  {
    driver: class LeavesWhatIsBeyondAThousandItems extends TinyDriver {
      override async remove(identity: SessionIdentity) {
        const { texts } = await this.ask({ do: 'get', name: this.nameOf(identity) });
        await super.remove(identity);
        const rest = { name: `rest ${identity.key}`, key: identity.key, texts: texts?.slice(1_000) ?? [] };
        if (rest.texts.length > 0) await this.ask({ do: 'put', ...rest });
      }
    },
    fault: 'remove leaves nothing of a long list behind',
  },
  {
    driver: class RemovesWhatBeginsAlike extends TinyDriver {
      override async remove(identity: SessionIdentity) {
        await super.remove(identity);
        if (identity.userId === undefined) return;
        for await (const other of super.list({ userId: identity.userId })) {
          if (other.key.startsWith(identity.key.replace(/\/s$/, ''))) await super.remove(other);
        }
      }
    },
    fault: 'a removal takes the list of one identity and no other',
  },
];
