import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const docs = fileURLToPath(new URL('../../docs/', import.meta.url));
const document = join(docs, 'performance.md');
const folder = 'performance';

/**
 * Puts what was measured into its place in the document, and charts into the folder beside it. What stands around these
 * places is written by hand.
 *
 * @param {string} name of the section
 * @param {string} markdown
 * @param {readonly { file: string, svg: string, alt: string }[]} charts
 */
export function writeSection(name, markdown, charts) {
  const [begin, end] = [`<!-- measured: ${name} -->`, `<!-- end of ${name} -->`];
  const text = readFileSync(document, 'utf8');
  const [from, to] = [text.indexOf(begin), text.indexOf(end)];
  if (from < 0 || to < from) throw new Error(`docs/performance.md has no place for ${name}: ${begin} and ${end}`);
  mkdirSync(join(docs, folder), { recursive: true });
  for (const { file, svg } of charts) writeFileSync(join(docs, folder, file), svg);
  const images = charts.map(({ file, alt }) => `![${alt}](${folder}/${file})`);
  const block = [begin, '', markdown, ...images.flatMap((image) => ['', image]), '', ''].join('\n');
  writeFileSync(document, text.slice(0, from) + block + text.slice(to));
}
