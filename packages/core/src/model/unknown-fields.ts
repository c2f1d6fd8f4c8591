type Fields = Record<string, unknown>;

/** In place of a value that a schema should not look at: hardly any accepts it. */
const probe = Symbol();

/**
 * What the schema made of a value, and beside it the fields that it does not know, as they were given: a newer program
 * wrote them. Within arrays only where it left an element as it was, lest one gets another's fields. A field that it
 * looks at and leaves out (an old name, say) is not unknown: brought back, it would undo what is written later.
 */
export function withUnknownFields<T>(given: unknown, made: T, schema: (given: unknown) => T): T {
  const complete = fillIn(given, made) as T;
  if (complete === made) return made;
  const makesTheSame = (of: unknown) => {
    try {
      return agree(schema(of), made);
    } catch {
      return false;
    }
  };
  // A schema that never makes the same (a random default) cannot be asked.
  return makesTheSame(fillIn(given, made, probe)) || !makesTheSame(given) ? complete : made;
}

/** What was made, with the fields of the given that it lacks; or the given, with `instead` in these fields. */
function fillIn(given: unknown, made: unknown, instead?: symbol): unknown {
  const base = instead ? given : made;
  if (given === made || !isObject(base) || !isObject(given) || !isObject(made)) return base;
  const isArray = Array.isArray(made);
  // The instance of a class is left alone.
  if (!isArray && Object.getPrototypeOf(Object.getPrototypeOf(made) ?? made)) return base;

  let filled: Fields | undefined;
  for (const [name, field] of Object.entries(given)) {
    if (isArray && !agree(field, made[name])) continue;
    const inner = Object.hasOwn(made, name) ? fillIn(field, made[name], instead) : (instead ?? field);
    if (inner === base[name]) continue;
    filled ??= (Array.isArray(base) ? [...base] : { ...base }) as Fields;
    // Assigning `__proto__` would set the prototype: it is a field here.
    Object.defineProperty(filled, name, { value: inner, enumerable: true, configurable: true, writable: true });
  }
  return filled ?? base;
}

/** Whether what both have is equal. */
function agree(a: unknown, b: unknown): boolean {
  if (!isObject(a) || !isObject(b)) return a === b;
  return Object.keys(a).every((name) => !Object.hasOwn(b, name) || agree(a[name], b[name]));
}

function isObject(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null;
}
