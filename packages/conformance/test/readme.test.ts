import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Guarantee, Need } from '@agentstore/conformance';
import type { CaseDefinition } from '../src/case.ts';
import { allCases } from '../src/cases/all-cases.ts';

const headings: { readonly [G in Guarantee]: string } = {
  contract: 'The contract of the methods',
  G1: 'G1: what was acknowledged is read back, at once and unchanged',
  G2: 'G2: appends lose nothing, keep their order and cost what is new',
  G3: 'G3: updates take turns, and lose no appends',
  G4: 'G4: a crash leaves a list as it was before or after',
  G5: 'G5: remove leaves nothing behind',
  G6: 'G6: any size',
  G7: 'G7: any identity and any JSON is data',
  G8: 'G8: a list expires as a whole',
};

const ofOptions: readonly Need[] = ['leftovers', 'breakable'];

test('the README lists the cases as they are', () => {
  const readme = readFileSync(join(__dirname, '../README.md'), 'utf8');
  const listed = readme.slice(readme.indexOf('\n### The contract')).trim();
  const list = allCases().map(
    ({ guarantee, cases }) => `### ${headings[guarantee]}\n\n${cases.map(lineOf).join('\n')}`,
  );
  expect(listed).toBe(list.join('\n\n'));
});

test('no two cases have the same title', () => {
  const titles = allCases().flatMap(({ cases }) => cases.map(({ title }) => title));
  expect(titles.filter((title, at) => titles.indexOf(title) !== at)).toEqual([]);
});

function lineOf({ title, needs = [], unlessNative }: CaseDefinition): string {
  const options = needs.filter((need) => ofOptions.includes(need));
  // That of several processes stands in the title.
  const methods = needs.filter((need) => need !== 'processes' && !ofOptions.includes(need));
  const conditions = [
    ...(methods.length > 0 ? [`native ${methods.join(', ')}`] : []),
    ...(unlessNative ? [`no native ${unlessNative}`] : []),
    ...(options.length > 0 ? [`with ${options.join(', ')}`] : []),
  ];
  return `- ${title}${conditions.length > 0 ? ` *(${conditions.join('; ')})*` : ''}`;
}
