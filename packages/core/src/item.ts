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
  const item = copy(value, [name], []);
  if (typeof item !== 'object' || item === null || Array.isArray(item))
    throw new ValidationError(name, 'must be an object');
  return item;
}

/** The way to a value: what it is called, then names of fields and places in arrays. */
type Path = [string, ...(string | number)[]];

/** `parents`: the objects along the path. */
function copy(value: unknown, path: Path, parents: object[]): Json {
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return value;
  if (typeof value === 'number' && Number.isFinite(value)) return value || 0;
  if (typeof value !== 'object') throw unfit(path, typeof value === 'number' ? value : `a ${typeof value}`);
  if (parents.includes(value)) throw unfit(path, 'a cycle');
  if (parents.length >= deepest) throw unfit(path, `deeper than ${deepest} levels`);

  parents.push(value);
  const result = Array.isArray(value)
    ? Array.from(value, (element, place) => copyField(element, place, path, parents))
    : copyObject(value, path, parents);
  parents.pop();
  return result;
}

function copyObject(value: object, path: Path, parents: object[]): Item {
  // Dates, maps, sets, bytes, promises, ... all name themselves, or turn into something else by toJSON.
  const kind = Object.prototype.toString.call(value).slice(8, -1);
  if (kind !== 'Object' || typeof (value as { toJSON?: unknown }).toJSON === 'function') {
    throw unfit(path, `a ${value.constructor?.name || kind}`);
  }
  if (Object.getOwnPropertySymbols(value).length > 0) throw unfit(path, 'an object with symbols');
  const result: Item = {};
  for (const [name, field] of Object.entries(value)) {
    if (field === undefined) continue;
    const copied = copyField(field, name, path, parents);
    if (name !== '__proto__') result[name] = copied;
    // Assigning would set the prototype: it is a field here.
    else Object.defineProperty(result, name, { value: copied, enumerable: true, configurable: true, writable: true });
  }
  return result;
}

function copyField(value: unknown, name: string | number, path: Path, parents: object[]): Json {
  path.push(name);
  const copied = copy(value, path, parents);
  path.pop();
  return copied;
}

function unfit([name, ...fields]: Path, what: string | number): ValidationError {
  const path = fields.map((field) => (typeof field === 'number' ? `[${field}]` : `.${field}`));
  return new ValidationError(name + path.join(''), `is ${what}, which JSON cannot carry`);
}
