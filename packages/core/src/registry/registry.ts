import { MemoryDriver } from '../memory/driver.ts';
import type { DriverConfigs, DriverName, DriverType } from './driver-spec.ts';

/** Held in common by the ESM and CommonJS copies of this package, and by two installed versions. */
const place = Symbol.for('@agentstore/drivers');

/** Makes a driver known by its name. A driver package calls it when it is imported; the last registration wins. */
export function registerDriver<N extends DriverName>(name: N, driver: DriverType<DriverConfigs[N]>): void {
  drivers().set(name, driver);
}

/** The class behind a name, or undefined. What it makes depends on its own config, which the caller's types checked. */
export function registeredDriver(name: string): DriverType<object> | undefined {
  return name === 'memory' ? MemoryDriver : (drivers().get(name) as DriverType<object> | undefined);
}

export function registeredNames(): string[] {
  return [...new Set(['memory', 'chain', ...drivers().keys()])];
}

function drivers(): Map<string, unknown> {
  const shared = globalThis as { [place]?: Map<string, unknown> };
  shared[place] ??= new Map();
  return shared[place];
}
