import { ConfigError } from '../errors.ts';
import { registeredNames } from './registry.ts';

/** The drivers that we publish; others are met by name all the same. */
const published = ['file', 'redis', 'mongo', 'dynamo', 's3'];

/** Says which drivers there are, which one was probably meant, and what to install. */
export function unknownDriver(name: string, options?: ErrorOptions): ConfigError {
  const registered = registeredNames();
  const near = nearest(name, [...registered, ...published]);
  const meant = near && near !== name ? `Did you mean "${near}"? ` : '';
  const install = published.includes(near ?? '') ? near : name;
  return new ConfigError(
    `no driver "${name}" is registered (registered: ${registered.join(', ')}). ${meant}` +
      `Install it: npm install @agentstore/${install}; or, where programs are bundled, import it: import '@agentstore/${install}'`,
    options,
  );
}

/** The candidate that takes the fewest edits, if these are few. */
function nearest(name: string, candidates: readonly string[]): string | null {
  const ranked = candidates.map((candidate) => ({ candidate, edits: editsBetween(name.toLowerCase(), candidate) }));
  const [best] = ranked.sort((a, b) => a.edits - b.edits);
  return best && best.edits <= Math.ceil(best.candidate.length / 3) ? best.candidate : null;
}

/** Levenshtein's distance, one row at a time. */
function editsBetween(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, at) => at);
  for (const [i, letter] of [...a].entries()) {
    const next = [i + 1];
    for (const [j, other] of [...b].entries()) {
      const replaced = (row[j] ?? 0) + (letter === other ? 0 : 1);
      next.push(Math.min(replaced, (row[j + 1] ?? 0) + 1, (next[j] ?? 0) + 1));
    }
    row = next;
  }
  return row.at(-1) ?? 0;
}
