import { ConfigError } from '../errors.ts';
import { registeredNames } from './registry.ts';

/** The drivers that we publish; others are met by name all the same. */
const published = ['file', 'redis', 'mongo', 'dynamo', 's3'];

/** Says which drivers there are, which one was probably meant, and what to install. */
export function unknownDriver(name: string, options?: ErrorOptions): ConfigError {
  const registered = registeredNames();
  const near = nearest(name.toLowerCase(), [...registered, ...published]);
  const meant = near && near !== name ? `Did you mean "${near}"? ` : '';
  const from = packageOf(near ?? name);
  const install = name === 'chain' ? '' : `Install it: npm install ${from}; or, where`;
  return new ConfigError(
    `no driver "${name}" is registered (registered: ${registered.join(', ')}). ${meant}` +
      `${install || 'Where'} programs are bundled, import it: import '${from}'`,
    options,
  );
}

function packageOf(name: string): string {
  if (name === 'chain') return '@agentstore/core/chain';
  if (published.includes(name)) return `@agentstore/${name}`;
  return name.startsWith('@') ? name : `agentstore-driver-${name}`;
}

/** The first candidate that takes the fewest edits, if these are few. */
function nearest(name: string, candidates: readonly string[]): string | undefined {
  for (const most of [0, 1, 2, 3]) {
    const near = candidates.find((candidate) => most * 3 < candidate.length + 3 && isWithin(most, name, candidate));
    if (near) return near;
  }
  return undefined;
}

/** Whether so many letters, put in, left out or replaced, make one text of the other (Levenshtein's distance). */
function isWithin(edits: number, a: string, b: string): boolean {
  if (edits < 0 || !a || !b) return a.length + b.length <= edits;
  const [afterA, afterB] = [a.slice(1), b.slice(1)];
  if (a[0] === b[0]) return isWithin(edits, afterA, afterB);
  return [
    [afterA, b],
    [a, afterB],
    [afterA, afterB],
  ].some(([x = '', y = '']) => isWithin(edits - 1, x, y));
}
