import type { Item } from '@agentstore/core';
import type { Random } from '../random.ts';
import { describeList, shortKey } from '../record/describe-list.ts';
import type { Scheduler } from '../scheduler.ts';
import type { Backend } from './backend.ts';
import type { Flights } from './flights.ts';

/** How a server is: it answers, nobody listens there, it hangs, or it refuses what changes something. */
export type ServerState = 'up' | 'down' | 'hanging' | 'read-only';

/** How the way from one process to one server is. `silent`: what is sent vanishes, and nobody says so. */
export type PathState = 'open' | 'refused' | 'silent';

/** A server, as far as it can be reached: what asks it waits, fails, or is served. */
export class Server {
  readonly backend: Backend;
  state: ServerState = 'up';
  /** How many times slower than usual. */
  slowness = 1;
  /** How likely a reply is lost. */
  losesReplies = 0;
  /** Requests that reached it while it hung. */
  waiting: Request[] = [];
  /** Counts restarts: what was under way before one is answered by nobody. */
  life = 0;

  constructor(backend: Backend) {
    this.backend = backend;
  }
}

/** Who asks. */
export interface Sender {
  readonly id: number;
  readonly isAlive: boolean;
}

interface Request {
  readonly changes: boolean;
  arrive(): void;
  drop(): void;
}

export interface Asked<T> {
  readonly operation: string;
  readonly key: string;
  /** What a change carries to the server, so that whoever looks at the whole knows what is under way. */
  readonly carries?: readonly Item[];
  readonly effect: (backend: Backend) => T;
}

/** Carries requests and replies, each in its own time, and loses what is to be lost. */
export class Network {
  readonly servers: readonly Server[];
  readonly flights: Flights;
  /** By sender and server. */
  readonly #paths = new Map<string, PathState>();
  readonly #scheduler: Scheduler;
  readonly #random: Random;
  readonly #trace: (line: () => string) => void;

  constructor(
    servers: readonly Server[],
    flights: Flights,
    scheduler: Scheduler,
    random: Random,
    trace: (line: () => string) => void,
  ) {
    this.servers = servers;
    this.flights = flights;
    this.#scheduler = scheduler;
    this.#random = random;
    this.#trace = trace;
  }

  setPath(sender: number, server: Server, state: PathState): void {
    this.#paths.set(`${sender} ${server.backend.name}`, state);
  }

  mendPaths(): void {
    this.#paths.clear();
  }

  request<T>(sender: Sender, server: Server, { operation, key, carries, effect }: Asked<T>): Promise<T> {
    return new Promise((resolve, reject) => {
      if (!sender.isAlive) return;
      const landed = carries ? this.flights.depart(server.backend, key, carries) : () => {};
      const { life } = server;
      const answer = (settle: () => void) => {
        this.#scheduler.after(this.#delay(server), () => {
          if (sender.isAlive) settle();
        });
      };
      const fail = (reason: string) => {
        this.#trace(() => `      ${server.backend.name} ${operation} of ${sender.id}: ${reason} ${shortKey(key)}`);
        landed();
        answer(() => reject(new Error(reason)));
      };

      const path = this.#paths.get(`${sender.id} ${server.backend.name}`) ?? 'open';
      if (path === 'refused') return fail('connect ECONNREFUSED');
      if (path === 'silent') return landed();

      const serve = () => {
        if (server.state === 'down' || server.life !== life) return fail('read ECONNRESET');
        if (server.state === 'hanging') {
          server.waiting.push({ changes: carries !== undefined, arrive: serve, drop: landed });
          return;
        }
        if (server.state === 'read-only' && carries) return fail('READONLY this server takes no writes');
        const value = effect(server.backend);
        landed();
        this.#trace(() => {
          const carried = carries ? ` ${describeList(carries)}` : '';
          const held = describeList(server.backend.get(key).list);
          return `      ${server.backend.name} ${operation} of ${sender.id}${carried}: ${value === false ? 'refused, ' : ''}${held} ${shortKey(key)}`;
        });
        this.#scheduler.note(server.backend.name.length + (carries?.length ?? 0));
        if (this.#random.chance(server.losesReplies)) {
          // Half of the clients hear that the connection broke; the others hear nothing.
          if (this.#random.chance(0.5)) answer(() => reject(new Error('read ECONNRESET')));
          return;
        }
        answer(() => resolve(value));
      };
      this.#scheduler.after(this.#delay(server), serve);
    });
  }

  /** A server that hung goes on; part of what waited may have been given up by the network meanwhile. */
  resume(server: Server, dropped: number): void {
    server.state = 'up';
    for (const request of server.waiting.splice(0)) {
      if (this.#random.chance(dropped)) request.drop();
      else this.#scheduler.after(this.#delay(server), () => request.arrive());
    }
  }

  /** What waited for a server that is restarted is gone. */
  restart(server: Server): void {
    server.life += 1;
    for (const request of server.waiting.splice(0)) request.drop();
  }

  #delay(server: Server): number {
    return (this.#random.magnitude(500, 5000) / 1000) * server.slowness;
  }
}
