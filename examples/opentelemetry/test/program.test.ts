import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';

const program = join(__dirname, '../dist/main.js');

test('the program shows the request, the chain in it, the drivers in that, and what was done afterwards', () => {
  if (!existsSync(program)) throw new Error('build the example first: npm run build');
  const output = execFileSync(process.execPath, [program], { encoding: 'utf8' }).replaceAll(/\d+\.\d ms/g, 'T');
  expect(output).toMatch(
    /^POST \/chat, T\n {2}chain readLast, T\n( {4}(first|second) read(Last)?, T\n)+ {2}chain append, T\n/,
  );
  expect(output).toMatch(/ {2}chain append, T\n( {4}(first|second) append, T\n){2}/);
  expect(output).toContain('  chain append, T\n    event agentstore.degraded first\n');
  expect(output).toMatch(/^ {4}first append, T: failed$/m);
  expect(output).toContain('\nchain hand-over, T\n  event agentstore.repaired first\n');
  expect(output).toContain('\nagentstore.recovered, T\n');
});
