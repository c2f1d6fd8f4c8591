import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './root.mjs';

/**
 * @typedef {object} Example
 * @property {string} document its path from the root
 * @property {number} line where its block begins
 * @property {string} heading what it stands under
 * @property {string} code
 * @property {boolean} isRun false: marked as ```ts no-run
 */

/**
 * The TypeScript blocks of all documents.
 *
 * @returns {Example[]}
 */
export function documentedExamples() {
  return documents().flatMap((document) => {
    const text = readFileSync(join(root, document), 'utf8');
    return [...text.matchAll(/^```(?:ts|typescript)\b(.*)\n([\s\S]*?)^```$/gm)].map(({ 1: mark, 2: code, index }) => {
      const before = text.slice(0, index);
      return {
        document,
        line: before.split('\n').length,
        heading: lastHeading(before),
        code,
        isRun: mark.trim() !== 'no-run',
      };
    });
  });
}

/** What users read, as paths from the root. */
export function documents() {
  const inFolder = (folder, document) =>
    existsSync(join(root, folder)) ? readdirSync(join(root, folder)).map(document) : [];
  return [
    'README.md',
    ...inFolder('docs', (name) => `docs/${name}`),
    ...inFolder('packages', (name) => `packages/${name}/README.md`),
    ...inFolder('examples', (name) => `examples/${name}/README.md`),
  ].filter((file) => file.endsWith('.md') && existsSync(join(root, file)));
}

function lastHeading(text) {
  // Without the blocks, in which # begins a comment.
  const prose = text.replace(/^```[\s\S]*?^```$/gm, '');
  return (
    prose
      .match(/^#+ .*$/gm)
      ?.at(-1)
      ?.replace(/^#+ /, '') ?? 'top'
  );
}
