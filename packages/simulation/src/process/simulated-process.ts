import type { SessionIdentity, StorageDriver } from '@agentstore/core';
import type { DriverChain } from '@agentstore/core/chain';
import type { Network } from '../backend/network.ts';
import { ServerConnection } from '../backend/server-connection.ts';
import { type ChainPlan, serversOf } from '../plan/chain-plan.ts';
import type { Random } from '../random.ts';
import type { Scheduler } from '../scheduler.ts';
import type { Clock } from './clock.ts';
import type { Runtime, Runtimes } from './runtime.ts';

export interface ProcessParts {
  readonly id: number;
  readonly chain: ChainPlan;
  readonly clock: Clock;
  readonly network: Network;
  readonly scheduler: Scheduler;
  readonly random: Random;
  readonly runtimes: Runtimes;
  readonly trace: (line: () => string) => void;
}

/** In milliseconds: as by default. */
const timeoutMs = 5_000;

/** A program with a chain, as far from the others as two machines are. Killed, it never does anything again. */
export class SimulatedProcess {
  readonly id: number;
  readonly runtime: Runtime;
  readonly chain: DriverChain;
  readonly clock: Clock;
  /** By server: the ids of the chains that it is in, the inner one first. */
  readonly chainIds = new Map<number, string[]>();
  isAlive = true;
  /** It begins nothing any more, and ends once what it does is done. */
  isEnding = false;
  /** How many operations its agents are at. */
  busy = 0;
  /** Resolves when it is killed. */
  readonly died: Promise<void>;
  #die: () => void = () => {};
  /** When a chain told last that what it reads of a list may be old, by the list's key. */
  readonly #marks = new Map<string, number>();
  readonly #parts: ProcessParts;

  constructor(parts: ProcessParts) {
    const { id, clock, scheduler, random, runtimes, chain } = parts;
    this.#parts = parts;
    this.died = new Promise((resolve) => {
      this.#die = resolve;
    });
    this.id = id;
    this.clock = clock;
    this.runtime = runtimes.start({ scheduler, clock, number: random.bits(), isAlive: () => this.isAlive });
    this.chain = this.#makeChain(chain);
  }

  identity(session: string): SessionIdentity {
    return new this.runtime.SessionIdentity({ agentName: 'agent', chatName: session });
  }

  kill(): void {
    this.isAlive = false;
    this.#die();
  }

  isMarked(key: string, since: number): boolean {
    return (this.#marks.get(key) ?? -1) >= since;
  }

  #makeChain(plan: ChainPlan): DriverChain {
    const { links, minWrites, reads } = plan;
    const drivers = links.map(({ id, to, background }) => {
      const driver = typeof to === 'number' ? this.#driver(to) : this.#makeChain(to);
      const ttlMs = typeof to === 'number' ? this.#parts.network.servers[to]?.backend.ttlMs : undefined;
      return {
        driver,
        id,
        background: background ?? false,
        ...(ttlMs && Number.isFinite(ttlMs) && { ttlSeconds: ttlMs / 1000 }),
      };
    });
    const chain = new this.runtime.DriverChain({ drivers, minWrites, reads, timeoutMs });
    for (const server of serversOf(plan)) this.chainIds.set(server, [...(this.chainIds.get(server) ?? []), chain.id]);
    for (const event of ['failover', 'degraded'] as const) {
      chain.on(event, ({ operation, identity, driver }) => {
        this.#parts.trace(() => `${this.id} event ${event} ${operation} ${identity} ${driver}`);
        if (operation !== 'append' && operation !== 'remove') this.#marks.set(identity, this.#parts.scheduler.now);
      });
    }
    for (const event of ['repaired', 'conflict', 'recovered'] as const) {
      (chain.on as (name: string, listener: (details: object) => void) => void)(event, (details) =>
        this.#parts.trace(() => `${this.id} event ${event} ${JSON.stringify(details)}`),
      );
    }
    return chain;
  }

  #driver(server: number): StorageDriver {
    const { network, random } = this.#parts;
    const to = network.servers[server];
    if (!to) throw new RangeError(`there is no server ${server}`);
    return new this.runtime.SimulatedDriver(to.backend.name, new ServerConnection(network, this, to, random));
  }
}
