import type { Mutation } from '../process/process-bundle.ts';

/** Faults that somebody could make in the chain, the journal or a storage. The simulation must find each of them. */
export const mutations: readonly Mutation[] = [
  {
    name: 'no tombstones',
    file: 'chain/remove.ts',
    find: 'return accountOf(seen)(revision) ? items : [tombstoneFor(seen, revision, chain.id)];',
    replace: 'return null;',
  },
  {
    name: 'tombstone removed too early',
    file: 'chain/open-state.ts',
    find: 'leastKept = 10 * 60;',
    replace: 'leastKept = 0;',
  },
  {
    name: 'tombstones do not end what other drivers hold',
    file: 'chain/unite.ts',
    find: 'if (buried.some((list) => isJournalBeside(list, by))) return mergeAll(buried);',
    replace: 'if (buried.some((list) => isJournalBeside(list, by))) return mergeAll(lists);',
  },
  {
    name: 'wrong merge order',
    file: 'journal/entry.ts',
    find: '.sort((a, b) => (a._rev < b._rev ? -1 : Number(a._rev > b._rev)))',
    replace: '.sort((a, b) => (a._rev > b._rev ? -1 : Number(a._rev < b._rev)))',
  },
  {
    name: 'merge keeps what was replaced alive',
    file: 'journal/journal.ts',
    find: '(revision <= upTo && !isForeign(revision))',
    replace: '(false && revision <= upTo && !isForeign(revision))',
  },
  {
    name: 'hint lost',
    file: 'chain/hints.ts',
    find: 'const hint = await (early ?? chain.hints.add({ driver: link.id, key: identity.key }));',
    replace: "const hint = '';\n  if (early) chain.hints.dropSoon([await early]);",
  },
  {
    name: 'hints not handed over',
    file: 'chain/hand-over.ts',
    find: 'await mend(chain, identity, chain.links);',
    replace: 'for (const one of chain.links) chain.missed.forget(one, identity);',
  },
  {
    name: 'timeout counted as acknowledgement',
    file: 'chain/settle.ts',
    find: "if ('cause' in result) failures.push(result);",
    replace:
      "if ('cause' in result && result.cause.code === 'timeout') answers.push({ link: result.link, value: null as T });\n    else if ('cause' in result) failures.push(result);",
  },
  {
    name: 'minWrites ignored',
    file: 'chain/require-writes.ts',
    find: 'if (answers.length >= chain.minWrites) return;',
    replace: 'if (answers.length >= 1) return;',
  },
  {
    name: 'breaker that never closes',
    file: 'chain/health.ts',
    find: "this.#enter('down');\n      this.#again(() => this.#ask());",
    replace: "this.#enter('down');",
  },
  {
    name: 'verification left out',
    file: 'chain/look.ts',
    find: 'if (chain.agreements.isKnown(identity)) return',
    replace: 'if (chain.agreements) return',
  },
  {
    name: 'missed driver trusted',
    file: 'chain/believe.ts',
    find: 'return () => !hasMissed && !chain.missed.has(link, identity);',
    replace: 'return () => hasMissed || !hasMissed;',
  },
  {
    name: 'incomplete list believed',
    file: 'chain/believe.ts',
    find: 'return isComplete(list) &&',
    replace: 'return',
  },
  {
    name: 'newest revision forgotten',
    file: 'chain/newest-revisions.ts',
    find: 'if (revision) this.#newest.set(key, revision);',
    replace: '',
  },
  {
    name: 'failed driver taken for an empty one',
    file: 'chain/first-answer.ts',
    find: "failures.push({ link, cause: cause as Failure['cause'] });",
    replace: 'void (cause as Failure);',
  },
  {
    name: 'back-fill by a blind write',
    file: 'chain/fill.ts',
    find: 'link.update(identity, (items) => unite([items, list], chain.id))',
    replace: "link.call('write', identity, (driver) => driver.write(identity, list))",
  },
  {
    name: 'outcome of an update not given to the others',
    file: 'chain/spread.ts',
    find: '(link) => link.update(identity, taken));',
    replace: '(link) => Promise.resolve(stored && link ? stored : null));',
  },
  {
    name: 'retry under a new revision',
    file: 'storage/journaled-list.ts',
    find: 'pending.entry ? await this.#sendAgain(pending.entry) : await this.#append(pending)',
    replace: 'await this.#append(pending)',
  },
  {
    name: 'background queue dropped on flush',
    file: 'chain/driver-chain.ts',
    find: 'await this.#state.background.idle();',
    replace: '',
  },
];
