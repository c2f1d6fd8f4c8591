import { ConfigError } from '../errors.ts';
import { registeredNames } from './registry.ts';

/** The drivers that we publish; others are met by name all the same. */
const published = ['file', 'redis', 'mongo', 'dynamo', 's3'];

/** Says which drivers there are, which one was probably meant, and what to install where it is not there. */
export function unknownDriver(name: string): ConfigError {
  const registered = registeredNames();
  const near = nearest(name.toLowerCase(), [...registered, ...published]);
  const meant = near && near !== name ? ` Did you mean "${near}"?` : '';
  return new ConfigError(
    `no driver "${name}" is registered (registered: ${registered.join(', ')}).${meant}${howToGet(near ?? name)}`,
  );
}

function howToGet(name: string): string {
  // In every installation of this package; a bundler may have left it out.
  if (name === 'chain') return " Where programs are bundled, import it: import '@agentstore/core/chain'";
  if (registeredNames().includes(name)) return '';
  const from = packageOf(name);
  return ` Install it: npm install ${from}; or, where programs are bundled, import it: import '${from}'`;
}

function packageOf(name: string): string {
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
