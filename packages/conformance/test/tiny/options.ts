import { fork } from 'node:child_process';
import { join } from 'node:path';
import type { BreakableDriver, ConformanceOptions, NativeMethod } from '@agentstore/conformance';
import { type Connection, TinyBackend } from './backend.ts';
import type { TinyDriver } from './driver.ts';
import { connectTo, type TinyServer } from './server.ts';

type TinyDriverType = new (...parameters: ConstructorParameters<typeof TinyDriver>) => TinyDriver;

const everything: readonly NativeMethod[] = ['append', 'update', 'readLast', 'list'];

/** A driver on a tiny backend in this process. */
export function tinyOptions(Driver: TinyDriverType, native = everything): ConformanceOptions {
  const backend = new TinyBackend();
  return {
    native,
    create: (options) => new Driver(backend.connect, options),
    leftovers: async ({ key }) => backend.namesOf(key),
    breakable: () => breakableTiny(Driver),
  };
}

/** The same driver, and other processes with it. The server must run once a case does. */
export function sharedTinyOptions(Driver: TinyDriverType, server: () => TinyServer): ConformanceOptions {
  return {
    native: everything,
    create: (options) => new Driver(connectTo(server().url), options),
    startProcess: () => fork(join(__dirname, 'process.mjs'), [server().url, Driver.name]),
    leftovers: async ({ key }) => server().backend.namesOf(key),
    breakable: () => breakableTiny(Driver),
  };
}

export function breakableTiny(Driver: TinyDriverType): BreakableDriver {
  const backend = new TinyBackend();
  let isBroken = false;
  const connection: Connection = async (request) => {
    if (isBroken) throw new Error('connection refused');
    return backend.connect(request);
  };
  return {
    driver: new Driver(connection),
    async break() {
      isBroken = true;
    },
    async mend() {
      isBroken = false;
    },
  };
}
