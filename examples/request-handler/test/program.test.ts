import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { temporaryDirectory } from './temporary-directory.ts';

const program = join(__dirname, '../dist/main.js');
const cwd = temporaryDirectory();

test('the program shows what is stored after a crash and after a second try, and leaves nothing behind', () => {
  if (!existsSync(program)) throw new Error('build the example first: npm run build');
  const env = { ...process.env, TMPDIR: cwd };
  expect(execFileSync(process.execPath, [program], { cwd, env, encoding: 'utf8' })).toBe(`\
20 requests at once to two processes: 20 questions stored with their answers
The process was killed while the model thought. The other one finds
  user      Where is my order?
The client sent the same turn again. Now there are
  user      Where is my order?
  assistant You said: Where is my order?
Without a session: 401. A handler that forgets to ask gets
  ConfigError: userId of an identity must be a string or absent, not undefined
`);
  expect(readdirSync(cwd)).toEqual([]);
});
