import { Backend } from './backend/backend.ts';
import { Flights } from './backend/flights.ts';
import { Network, Server } from './backend/network.ts';
import type { Plan } from './plan/plan.ts';
import { Clock } from './process/clock.ts';
import type { Runtime, Runtimes } from './process/runtime.ts';
import { SimulatedProcess } from './process/simulated-process.ts';
import { Random } from './random.ts';
import { Record } from './record/record.ts';
import { Scheduler } from './scheduler.ts';

/** The chain and what surrounds it, as mutated, and as it stands for whoever judges. */
export interface Cores {
  readonly runtimes: Runtimes;
  readonly observer: Runtime;
}

/** One simulated world: servers, processes, the network between them, and what is written down about them. */
export class Simulation {
  readonly plan: Plan;
  readonly random: Random;
  readonly scheduler: Scheduler;
  readonly network: Network;
  readonly flights: Flights;
  readonly record = new Record();
  readonly observer: Runtime;
  /** Those that run now; one that is killed is replaced. */
  readonly processes: SimulatedProcess[] = [];
  /** null: nobody reads it. */
  readonly lines: string[] | null;
  readonly #clocks: Clock[];
  readonly #runtimes: Runtimes;
  #started = 0;
  #numbers = 0;

  constructor(plan: Plan, { runtimes, observer }: Cores, isTraced: boolean) {
    this.plan = plan;
    this.random = new Random(plan.seed ^ 0x5eed);
    this.scheduler = new Scheduler(this.random.fork());
    this.flights = new Flights(this.scheduler);
    const servers = plan.servers.map(({ name, ttlMs }) => new Server(new Backend(name, ttlMs, this.scheduler)));
    this.network = new Network(servers, this.flights, this.scheduler, this.random.fork(), (line) => this.trace(line));
    this.observer = observer;
    this.#runtimes = runtimes;
    runtimes.reuse();
    this.lines = isTraced ? [] : null;
    this.#clocks = plan.processes.map(
      ({ clockOffset, clockDrift }) => new Clock(this.scheduler, clockOffset, clockDrift),
    );
    for (const place of plan.processes.keys()) this.startProcess(place);
  }

  get backends(): Backend[] {
    return this.network.servers.map(({ backend }) => backend);
  }

  clock(place: number): Clock {
    return this.#clocks[place] as Clock;
  }

  /** The machine's clock goes on where a process ends. */
  startProcess(place: number): SimulatedProcess {
    const { offset, drift } = this.clock(place);
    const clock = new Clock(this.scheduler, offset, drift);
    this.#clocks[place] = clock;
    const process = this.newProcess(clock);
    this.processes[place] = process;
    return process;
  }

  newProcess(clock: Clock): SimulatedProcess {
    this.#started += 1;
    return new SimulatedProcess({
      id: this.#started,
      chain: this.plan.chain,
      clock,
      network: this.network,
      scheduler: this.scheduler,
      random: this.random.fork(),
      runtimes: this.#runtimes,
      trace: (line) => this.trace(line),
    });
  }

  /** Tells messages, and edits, apart. */
  nextNumber(): number {
    this.#numbers += 1;
    return this.#numbers;
  }

  trace(line: () => string): void {
    this.lines?.push(`${(this.scheduler.now / 1000).toFixed(3).padStart(9)}  ${line()}`);
  }
}
