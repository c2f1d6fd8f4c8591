import { parseArgs } from 'node:util';

/**
 * `--only redis,file`: these sections alone; `--quick`: less of everything, and the document stays as it is.
 *
 * @param {readonly string[]} programArguments
 * @param {readonly import('./run.mjs').Section[]} all
 */
export function readOptions(programArguments, all) {
  const { values } = parseArgs({
    args: [...programArguments],
    options: { only: { type: 'string' }, quick: { type: 'boolean', default: false } },
  });
  const names = values.only?.split(',').map((name) => name.trim()) ?? [];
  const known = all.map(({ name }) => name);
  const unknown = names.filter((name) => !known.includes(name));
  if (unknown.length > 0) throw new Error(`--only ${unknown}: it takes ${known.join(', ')}`);
  return { quick: values.quick, only: names.length > 0 ? all.filter(({ name }) => names.includes(name)) : all };
}
