import { setTimeout } from 'node:timers/promises';
import { type Item, inTurn, type SessionIdentity } from '@agentstore/core';
import { TinyDriver } from '../tiny/driver.ts';
import type { Fault } from './fault.ts';

type Change = (items: Item[] | null) => Item[] | null;

/** What all instances of this process have in common, and those of other processes have not. */
const thisProcess = {};

/** Most of the time that an operation takes, so that a process dies then. */
const vulnerableMs = 200;

/** What no single process notices. */
export const processFaults: readonly Fault[] = [
  {
    driver: class TakesTurnsInOneProcess extends TinyDriver {
      override append(identity: SessionIdentity, items: readonly Item[]) {
        return inTurn(thisProcess, identity.key, () => super.append(identity, items));
      }
      override update(identity: SessionIdentity, change: Change) {
        return inTurn(thisProcess, identity.key, async () => {
          const items = change(await this.read(identity));
          await (items ? this.write(identity, items) : this.remove(identity));
          return items && this.decode(this.encode(items));
        });
      }
    },
    fault: 'updates take turns: a counter that many raise counts all of them (several processes)',
  },
  {
    driver: class LosesAppendsOfOtherProcesses extends TinyDriver {
      override append(identity: SessionIdentity, items: readonly Item[]) {
        return inTurn(thisProcess, identity.key, async () => {
          if (items.length > 0) await this.write(identity, [...((await this.read(identity)) ?? []), ...items]);
        });
      }
      override update(identity: SessionIdentity, change: Change) {
        return inTurn(thisProcess, identity.key, () => super.update(identity, change));
      }
    },
    fault: "appends at the same time lose nothing, and keep each writer's order (several processes)",
  },
  {
    driver: class SortsByTheClock extends TinyDriver {
      override encode(items: readonly Item[]) {
        const at = Date.now();
        return super.encode(items).map((text) => JSON.stringify([at, text]));
      }
      override decode(texts: readonly string[]) {
        const stamped: [at: number, text: string][] = texts.map((text) => JSON.parse(text));
        return super.decode(stamped.sort(([a], [b]) => a - b).map(([, text]) => text));
      }
    },
    fault:
      'an append that begins after another was acknowledged stands after it, whatever the clocks say (several processes)',
  },
  {
    driver: class RemembersInItsProcess extends TinyDriver {
      static readonly #known = new Map<string, Item[] | null>();
      override async read(identity: SessionIdentity) {
        const known = RemembersInItsProcess.#known;
        if (!known.has(identity.key)) known.set(identity.key, await super.read(identity));
        return structuredClone(known.get(identity.key) ?? null);
      }
      override async ask(request: Parameters<TinyDriver['ask']>[0]) {
        const answer = await super.ask(request);
        // Of its own changes it knows.
        if ('name' in request && request.do !== 'get') RemembersInItsProcess.#known.delete(request.name);
        return answer;
      }
    },
    fault: 'what write stored, others read at once and unchanged (several processes)',
  },
  {
    driver: class DiesInTheMiddleOfAnAppend extends TinyDriver {
      override async append(identity: SessionIdentity, items: readonly Item[]) {
        await super.append(identity, items.slice(0, 10));
        await setTimeout(vulnerableMs);
        await super.append(identity, items.slice(10));
      }
    },
    fault: 'a process that dies during an append leaves all of its items or none (several processes)',
  },
  {
    driver: class KeepsItsProcessAlive extends TinyDriver {
      override async ask(request: Parameters<TinyDriver['ask']>[0]) {
        // The tests' own process must end.
        if (process.argv[1]?.endsWith('process.mjs')) setInterval(() => {}, 1_000);
        return super.ask(request);
      }
    },
    fault: 'a closed driver does not keep its process alive (several processes)',
  },
  {
    driver: class DiesBetweenTwoSteps extends TinyDriver {
      /** Readers wait while a mark says that a write goes on: only a crash shows what it leaves. */
      override async write(identity: SessionIdentity, items: readonly Item[]) {
        const mark = { name: `mark ${identity.key}`, key: identity.key };
        await this.ask({ do: 'put', ...mark, texts: [], ttlMs: 5 * vulnerableMs });
        await super.write(identity, items.slice(0, items.length / 2));
        await setTimeout(vulnerableMs);
        await super.write(identity, items);
        await this.ask({ do: 'drop', name: mark.name });
      }
      override async read(identity: SessionIdentity): Promise<Item[] | null> {
        const mark = { do: 'get', name: `mark ${identity.key}` } as const;
        while ((await this.ask(mark)).texts);
        const items = await super.read(identity);
        return (await this.ask(mark)).texts ? this.read(identity) : items;
      }
    },
    fault: 'a process that dies during a write leaves the list before it or after it (several processes)',
  },
  {
    driver: class LeavesTheLocksOfTheDead extends TinyDriver {
      override async write(identity: SessionIdentity, items: readonly Item[]) {
        await this.#locked(identity, async () => {
          await super.write(identity, items);
          await setTimeout(vulnerableMs);
        });
      }
      override async append(identity: SessionIdentity, items: readonly Item[]) {
        await this.#locked(identity, () => super.append(identity, items));
      }
      override async update(identity: SessionIdentity, change: Change) {
        return this.#locked(identity, async () => {
          const items = await super.update(identity, change);
          await setTimeout(vulnerableMs);
          return items;
        });
      }
      async #locked<T>(identity: SessionIdentity, work: () => Promise<T>): Promise<T> {
        const lock = { name: `lock ${identity.key}`, key: identity.key, texts: [] };
        const deadline = performance.now() + 1_500;
        while (!(await this.ask({ do: 'put', ...lock, ifVersion: 0 })).done) {
          if (performance.now() > deadline) throw new Error('somebody else has locked the list');
          await setTimeout(5);
        }
        return work().finally(() => this.ask({ do: 'drop', name: lock.name }));
      }
    },
    fault: 'a process that dies does not stop the others from going on (several processes)',
  },
  {
    driver: class LeavesTheDraftsOfTheDead extends TinyDriver {
      override async write(identity: SessionIdentity, items: readonly Item[]) {
        const name = `draft ${crypto.randomUUID()}`;
        await this.ask({ do: 'put', name, key: identity.key, texts: this.encode(items) });
        await setTimeout(vulnerableMs);
        await super.write(identity, items);
        await this.ask({ do: 'drop', name });
      }
    },
    fault: 'remove leaves nothing behind of processes that died (several processes)',
  },
];
