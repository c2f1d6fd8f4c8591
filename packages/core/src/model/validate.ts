import type { StandardSchemaV1 } from '@standard-schema/spec';
import { ConfigError, messageOf, ValidationError } from '../errors.ts';
import { Model } from './model.ts';
import { withUnknownFields } from './unknown-fields.ts';

/**
 * What the schema makes of a value, with the fields that it does not know. What it refuses is a ValidationError whose
 * path begins with `name` and whose cause is the list of its issues, `{ path, message }`. Where a check throws, the cause
 * is what it threw.
 */
export function validate<Out>(schema: StandardSchemaV1<unknown, Out>, value: unknown, name: string): Out {
  // Some schemas take plain objects alone.
  const given = value instanceof Model ? { ...value } : value;
  const make = (from: unknown) => {
    const result = resultOf(schema, from, name);
    if (result.issues) throw refusal(result.issues, name);
    return result.value;
  };
  return withUnknownFields(given, make(given), make);
}

function resultOf<Out>(
  schema: StandardSchemaV1<unknown, Out>,
  value: unknown,
  name: string,
): StandardSchemaV1.Result<Out> {
  try {
    const result = schema['~standard'].validate(value);
    if (!('then' in result)) return result;
    // Nobody waits for it, and a rejection would end the process.
    result.catch(() => {});
  } catch (cause) {
    if (cause instanceof ConfigError) throw cause;
    throw new ValidationError(name, `is invalid: ${messageOf(cause)}`, { cause });
  }
  throw new ConfigError(`${name}: its schema must be synchronous, and not throw`);
}

/** `cause`: the issues without what libraries add to them, which would fill logs with the values themselves. */
function refusal(issues: readonly StandardSchemaV1.Issue[], name: string): ValidationError {
  const cause = Array.from(issues, ({ message, path = [] }) => ({ message, path: Array.from(path, keyOf) }));
  const paths = cause.map(({ path }) => name + path.map(accessTo).join(''));
  const reasons = cause.map(({ message }, at) => (at ? `${paths[at]}: ` : 'is invalid: ') + message);
  return new ValidationError(paths[0] ?? name, reasons.join('; '), { cause });
}

function keyOf(segment: PropertyKey | StandardSchemaV1.PathSegment): PropertyKey {
  return typeof segment === 'object' ? segment.key : segment;
}

function accessTo(key: PropertyKey): string {
  return typeof key === 'number' ? `[${key}]` : `.${String(key)}`;
}
