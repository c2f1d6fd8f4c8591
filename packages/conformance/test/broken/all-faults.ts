import { appendFaults } from './append-faults.ts';
import { copyFaults } from './copy-faults.ts';
import { expiryFaults } from './expiry-faults.ts';
import type { Fault } from './fault.ts';
import { identityFaults } from './identity-faults.ts';
import { lifeFaults } from './life-faults.ts';
import { listFaults } from './list-faults.ts';
import { listingFaults } from './listing-faults.ts';
import { readFaults } from './read-faults.ts';
import { removalFaults } from './removal-faults.ts';
import { updateFaults } from './update-faults.ts';
import { valueFaults } from './value-faults.ts';

/** All that show within one process. */
export const faults: readonly Fault[] = [
  ...listFaults,
  ...appendFaults,
  ...updateFaults,
  ...copyFaults,
  ...readFaults,
  ...removalFaults,
  ...identityFaults,
  ...valueFaults,
  ...listingFaults,
  ...lifeFaults,
  ...expiryFaults,
];
