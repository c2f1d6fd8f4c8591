import { ValidationError } from './errors.ts';

export type Json = string | number | boolean | null | Json[] | { [key: string]: Json };

/** What a driver keeps: a JSON object. It knows nothing about what the object means. */
export type Item = { [key: string]: Json };

/** JSON.parse and JSON.stringify recurse: beyond a few thousand levels they overflow the stack in some runtimes. */
const deepest = 1000;

/**
 * A copy of an object as JSON carries it: fields that are undefined are dropped, -0 is 0, an instance of a class counts by
 * its own fields. What JSON cannot carry is a ValidationError whose path begins with `name`.
 */
export function toItem(value: unknown, name: string): Item {
  const item = copy(value, name, null);
  if (typeof item !== 'object' || !item || Array.isArray(item)) throw new ValidationError(name, 'must be an object');
  return item;
}

/** An object on the way to a value: what it is called, or its place in an array, and what it stands in. */
interface Parent {
  readonly value: object;
  readonly name: string | number;
  readonly above: Parent | null;
}

function copy(value: unknown, name: string | number, above: Parent | null): Json {
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return value;
  if (Number.isFinite(value)) return (value as number) || 0;
  if (typeof value !== 'object') throw unfit(name, above, typeof value === 'number' ? value : `a ${typeof value}`);
  let level = 0;
  for (let parent = above; parent; parent = parent.above) {
    if (parent.value === value) throw unfit(name, above, 'a cycle');
    if (++level === deepest) throw unfit(name, above, `deeper than ${deepest} levels`);
  }
  if (!Array.isArray(value)) return copyObject(value, name, above);
  const self = { value, name, above };
  // A hole becomes undefined, and is refused.
  return [...value].map((element, place) => copy(element, place, self));
}

function copyObject(value: object, name: string | number, above: Parent | null): Item {
  // Dates, maps, sets, bytes, promises, ... all name themselves, or turn into something else by toJSON.
  const kind = Object.prototype.toString.call(value);
  if (kind !== '[object Object]' || typeof (value as { toJSON?: unknown }).toJSON === 'function') {
    throw unfit(name, above, `a ${value.constructor?.name || kind.slice(8, -1)}`);
  }
  if (Object.getOwnPropertySymbols(value).length > 0) throw unfit(name, above, 'an object with symbols');
  // All fields at once, in a small part of the time that one after another takes; so `__proto__` is a field as well.
  const result: { [name: string]: unknown } = { ...value };
  for (const field in result) {
    const inside = result[field];
    // Not what a program may have given to the prototype of all objects.
    if (typeof inside === 'string' || !Object.hasOwn(result, field)) continue;
    if (inside === undefined) delete result[field];
    else result[field] = copy(inside, field, { value, name, above });
  }
  return result as Item;
}

function unfit(name: string | number, above: Parent | null, what: string | number): ValidationError {
  return new ValidationError(pathTo(name, above), `is ${what}, which JSON cannot carry`);
}

function pathTo(name: string | number, above: Parent | null): string {
  if (!above) return String(name);
  return pathTo(above.name, above.above) + (typeof name === 'number' ? `[${name}]` : `.${name}`);
}
