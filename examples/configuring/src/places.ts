import { type Agent, createDriver, type DriverSpec } from '@agentstore/core';
import type { Backend } from '@agentstore/example-backends';
import { filesOf } from './where.ts';

/** Where the directories of the configuration lie: on the file driver, where they are; on another one, in places of that name. */
export class Places {
  readonly #backend: Backend;
  readonly #drivers = new Map<string, DriverSpec>();

  constructor(backend: Backend) {
    this.#backend = backend;
  }

  /** The same configuration, or piece of one, with the driver of each directory replaced by that of its place. */
  async of<T extends object>(configuration: T): Promise<T> {
    if (this.#backend.name === 'file') return configuration;
    const text = JSON.stringify(configuration);
    for (const [, directory = ''] of text.matchAll(/"directory":"([^"]*)"/g)) {
      this.#drivers.set(directory, await this.#backend.spec(directory));
    }
    return JSON.parse(text, (_, value) => {
      const { driver, directory, ...options } = Object(value);
      return driver === 'file' ? withOptions(this.#drivers.get(directory), options) : value;
    });
  }

  /** What holds something of the agent's session: files, or lists, each behind its place. */
  async holding(agent: Agent, scope: string): Promise<string[]> {
    if (this.#backend.name === 'file') return filesOf(agent, scope);
    const held: string[] = [];
    for (const [place, spec] of this.#drivers) {
      const driver = createDriver(spec);
      const { chatName = '' } = agent.session;
      for await (const { key } of driver.list({ chatName, scope })) held.push(`${place}: ${key}`);
      if (driver !== spec) await driver.close();
    }
    return held.sort();
  }
}

/** An instance, of the memory driver, has its options already: only a chain can say more about it. */
function withOptions(spec: DriverSpec | undefined, options: { readonly id?: string }): object {
  const isInstance = typeof spec === 'object' && 'read' in spec;
  if (!isInstance) return { ...Object(spec), ...options };
  return options.id === undefined ? spec : { driver: spec, id: options.id };
}
