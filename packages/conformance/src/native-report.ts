import type { StorageDriver } from '@agentstore/core';
import type { NativeMethod } from './options.ts';

/** What a driver does by itself, and what its users must know about the rest. */
export interface NativeReport {
  /** The driver's name. */
  readonly driver: string;
  /** The methods that it overrides. */
  readonly native: readonly NativeMethod[];
  /** A sentence for each method that is the base class's, and for combinations that lose data. */
  readonly limits: readonly string[];
}

const limitsOfBaseForms: { readonly [M in NativeMethod]: string } = {
  append:
    'append reads and writes the whole list, and loses nothing only among the users of one instance: ' +
    'two processes that append at the same time lose messages',
  update:
    'update takes turns only among the users of one instance: what another process stores between its read and its ' +
    'write is overwritten',
  readLast: 'readLast loads the whole list',
  list: 'list rejects as unsupported: sessions cannot be found, nor removed by a filter',
};

/** Looks at the driver's methods and calls none of them. */
export function nativeReport(driver: StorageDriver): NativeReport {
  const base = baseOf(driver);
  const methods = Object.keys(limitsOfBaseForms) as NativeMethod[];
  const native = methods.filter((method) => driver[method] !== base[method]);
  const limits = methods.filter((method) => !native.includes(method)).map((method) => limitsOfBaseForms[method]);
  if (native.includes('append') !== native.includes('update')) {
    limits.push('append and update do not wait for each other, even in one instance: override both, or neither');
  }
  return { driver: driver.name, native, limits };
}

/** The base class is the last before Object, whichever copy of the core package it comes from. */
function baseOf(driver: StorageDriver): StorageDriver {
  let base: StorageDriver = Object.getPrototypeOf(driver);
  for (let next = base; next !== null && next !== Object.prototype; next = Object.getPrototypeOf(next)) base = next;
  return base;
}
