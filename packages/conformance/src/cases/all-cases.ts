import type { CaseDefinition, Guarantee } from '../case.ts';
import type { Sizes } from '../options.ts';
import { appendCostCases } from './append-cost.ts';
import { appendCases } from './appends.ts';
import { copyCases } from './copies.ts';
import { crashCases } from './crashes.ts';
import { expiryCases } from './expiry.ts';
import { failureCases } from './failures.ts';
import { filterCases } from './filters.ts';
import { identityCases } from './identities.ts';
import { lifeCases } from './life.ts';
import { listingCases } from './listing.ts';
import { listCases } from './lists.ts';
import { removalCases } from './removals.ts';
import { sharedAppendCases } from './shared-appends.ts';
import { sharedUpdateCases } from './shared-updates.ts';
import { sizeCases } from './sizes.ts';
import { storeCases } from './stores.ts';
import { strongReadCases } from './strong-reads.ts';
import { updateCases } from './updates.ts';
import { valueCases } from './values.ts';
import { wholeListCases } from './whole-lists.ts';

/** The contract, in the order in which one would read it. */
export function allCases(sizes: Partial<Sizes> = {}): { guarantee: Guarantee; cases: readonly CaseDefinition[] }[] {
  return [
    {
      guarantee: 'contract',
      cases: [
        ...listCases,
        ...appendCases,
        ...updateCases,
        ...copyCases,
        ...wholeListCases,
        ...listingCases,
        ...filterCases,
        ...storeCases,
        ...failureCases,
        ...lifeCases,
      ],
    },
    { guarantee: 'G1', cases: strongReadCases },
    { guarantee: 'G2', cases: [...sharedAppendCases, ...appendCostCases] },
    { guarantee: 'G3', cases: sharedUpdateCases },
    { guarantee: 'G4', cases: crashCases },
    { guarantee: 'G5', cases: removalCases },
    { guarantee: 'G6', cases: sizeCases({ itemBytes: 5_000_000, listBytes: 50_000_000, ...sizes }) },
    { guarantee: 'G7', cases: [...identityCases, ...valueCases] },
    { guarantee: 'G8', cases: expiryCases },
  ];
}
