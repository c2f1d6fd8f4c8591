import type { Verification } from '@agentstore/core/chain';
import type { Simulation } from '../simulation.ts';
import type { OpenStorage } from './open-storage.ts';

/** What somebody who looks after a chain asks of it. */

export async function verifyOne(simulation: Simulation, { process, storage }: OpenStorage): Promise<void> {
  checkSense(simulation, await process.chain.verify(storage.identity));
}

export async function verifyAll(simulation: Simulation, { process }: OpenStorage): Promise<void> {
  let done = 0;
  for await (const verification of process.chain.verifyAll()) {
    done += 1;
    if (verification.done !== done || verification.total < done) {
      simulation.record.faults.push(`verifyAll() counts ${verification.done} of ${verification.total} at ${done}`);
    }
    checkSense(simulation, verification);
  }
}

export async function repairAll(simulation: Simulation, { process }: OpenStorage): Promise<void> {
  for await (const verification of process.chain.repairAll()) checkSense(simulation, verification);
}

/** Drivers agree if and only if each was asked and lacks nothing. */
function checkSense({ record }: Simulation, { agree, drivers, identity }: Verification): void {
  record.count(`verified: ${agree ? 'agree' : 'differ'}`);
  const isWhole = drivers.every(({ state, missing, surplus }) => state !== 'unreachable' && missing + surplus === 0);
  if (agree !== isWhole) record.faults.push(`verify() of ${identity.key}: ${agree}, though ${JSON.stringify(drivers)}`);
}
