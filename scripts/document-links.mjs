import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { documents } from './documents.mjs';
import { root } from './root.mjs';

/**
 * Every relative link in the documents leads to a file that is there, `#` to one of its headings, and the title of a link,
 * `[held](pending.test.ts "an add is stored once")`, is a text of that file: so a claim names the test that holds it.
 */
export const documentLinksCheck = {
  name: 'links in the documents',
  run: async () => {
    const examples = readdirSync(join(root, 'examples')).map((name) => `examples/${name}/README.md`);
    const others = ['CONTRIBUTING.md', 'SECURITY.md', ...examples.filter((file) => existsSync(join(root, file)))];
    const problems = [...documents(), ...others].flatMap(brokenLinks);
    return { ok: problems.length === 0, output: problems.join('\n') };
  },
};

function brokenLinks(document) {
  // Code has brackets of its own.
  const prose = readFileSync(join(root, document), 'utf8').replace(/^```[\s\S]*?^```$|`[^`\n]+`/gm, '');
  const links = [...prose.matchAll(/\]\(([^)\s]+)(?: "([^"]+)")?\)/g)];
  return links
    .filter(([, target]) => !/^[a-z]+:/.test(target))
    .map(([, target, title]) => [target, problemOf(document, target, title)])
    .filter(([, problem]) => problem)
    .map(([target, problem]) => `${document}: ${target} ${problem}`);
}

function problemOf(document, target, title) {
  const [path, anchor] = target.split('#');
  const file = path ? join(root, dirname(document), path) : join(root, document);
  if (!existsSync(file)) return 'is not there';
  if (anchor && !headings(file).includes(anchor)) return 'is no heading there';
  return title && !readFileSync(file, 'utf8').includes(title) ? `does not contain "${title}"` : null;
}

/** As anchors are made of headings: lower case, blanks as dashes, no other signs. */
function headings(file) {
  return [...readFileSync(file, 'utf8').matchAll(/^#+ (.+)$/gm)].map(([, heading]) =>
    heading
      .toLowerCase()
      .replace(/[^\p{Letter}\p{Number}\s_-]/gu, '')
      .replaceAll(' ', '-'),
  );
}
