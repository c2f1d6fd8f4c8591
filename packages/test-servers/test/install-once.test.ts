import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { findProgram } from '../src/find-program.ts';
import { installOnce } from '../src/install-once.ts';
import { temporaryDirectory } from './temporary-directory.ts';

const directory = temporaryDirectory();
const cache = join(directory, '.cache', 'servers');

beforeEach(() => {
  jest.spyOn(process, 'cwd').mockReturnValue(directory);
  jest.spyOn(console, 'error').mockImplementation(() => {});
});
afterEach(() => jest.restoreAllMocks());

const advice = 'install it by hand';

// Where there is no flock, servers are installed by hand.
const testWithLock = findProgram('flock') ? test : test.skip;

testWithLock('of several that miss a server, one installs it and the others wait; later ones find it', async () => {
  const log = join(directory, 'log');
  const install = () =>
    installOnce({
      name: 'slow-1.0',
      needs: ['sh'],
      script: 'echo done >> "$LOG"; sleep 0.3; echo content > program',
      environment: { LOG: log },
      advice,
    });

  const folders = await Promise.all([install(), install(), install()]);
  folders.push(await install());
  expect(new Set(folders)).toEqual(new Set([join(cache, 'slow-1.0')]));
  expect(readFileSync(join(cache, 'slow-1.0', 'program'), 'utf8')).toBe('content\n');
  expect(readFileSync(log, 'utf8')).toBe('done\n');
});

testWithLock('an install that fails leaves nothing, and its error says what to do and what it printed', async () => {
  const script = 'echo content > program; echo the disk is on fire >&2; false; echo never';
  const install = installOnce({ name: 'failing-1.0', needs: ['sh'], script, advice });

  await expect(install).rejects.toThrow(/^install it by hand \(.*failing-1\.0.*: the disk is on fire\)$/);
  expect(readdirSync(cache).filter((name) => name.startsWith('failing'))).toEqual([]);
});

testWithLock('an install whose process was killed is done again, from the beginning', async () => {
  const half = join(cache, 'killed-1.0.unfinished');
  mkdirSync(half, { recursive: true });
  writeFileSync(join(half, 'half'), '');

  const folder = await installOnce({ name: 'killed-1.0', needs: ['sh'], script: 'touch whole', advice });
  expect(readdirSync(folder)).toEqual(['whole']);
  expect(existsSync(half)).toBe(false);
});

test('without the programs that it needs, nothing is tried', async () => {
  const install = installOnce({ name: 'other-1.0', needs: ['no-such-program'], script: 'true', advice });

  await expect(install).rejects.toThrow(/^install it by hand$/);
});
