import { compileFunction } from 'node:vm';
import { type Host, type ProcessGlobals, processGlobals } from './process-globals.ts';

/** What a process has of core: classes and functions of its own. */
export type Runtime = typeof import('./process-entry.ts');

const names: readonly (keyof ProcessGlobals)[] = [
  'Date',
  'setTimeout',
  'clearTimeout',
  'setInterval',
  'performance',
  'crypto',
  'process',
  'globalThis',
];

interface Started {
  readonly runtime: Runtime;
  readonly globals: ReturnType<typeof processGlobals>;
  /** What was on its global object when it had just started. */
  readonly symbols: ReadonlySet<symbol>;
  host: Host;
}

/**
 * Starts what `bundleProcess` made. Each start is a process that shares nothing with the others. Those of a simulation that is
 * over are used again, since the engine makes fast only what it runs for long: what a module keeps of what happened is on
 * the global object, and is taken away.
 */
export class Runtimes {
  readonly #script: (...values: unknown[]) => void;
  readonly #all: Started[] = [];
  #used = 0;

  constructor(script: string) {
    this.#script = compileFunction(script, ['module', 'exports', 'require', ...names], {
      filename: 'process.cjs',
    }) as (...values: unknown[]) => void;
  }

  start(host: Host): Runtime {
    const started = this.#all[this.#used] ?? this.#evaluate(host);
    this.#all[this.#used] = started;
    this.#used += 1;
    started.host = host;
    started.globals.renew();
    const shared = started.globals.globalThis as { [name: symbol]: unknown };
    for (const symbol of Object.getOwnPropertySymbols(shared)) {
      if (!started.symbols.has(symbol)) delete shared[symbol];
    }
    return started.runtime;
  }

  /** None of those that were started does anything any more. */
  reuse(): void {
    this.#used = 0;
  }

  #evaluate(host: Host): Started {
    const module = { exports: {} };
    const require = (name: string) => {
      throw new Error(`a simulated process has no ${name}`);
    };
    let at = host;
    const globals = processGlobals(() => at);
    this.#script(module, module.exports, require, ...names.map((name) => globals[name]));
    const symbols = new Set(Object.getOwnPropertySymbols(globals.globalThis));
    return {
      runtime: module.exports as Runtime,
      globals,
      symbols,
      set host(next: Host) {
        at = next;
      },
      get host() {
        return at;
      },
    };
  }
}
