import { runsTestsOf } from '../src/index.ts';
import { findServers } from '../src/skipped-tests.ts';
import { temporaryDirectory } from './temporary-directory.ts';

const directory = temporaryDirectory();
const before = { ...process.env };
let printed: string[] = [];

beforeEach(() => {
  printed = [];
  jest.spyOn(console, 'error').mockImplementation((line) => printed.push(line));
  jest.spyOn(process, 'cwd').mockReturnValue(directory);
  // Neither a program nor apt.
  process.env.PATH = '';
  delete process.env.REDIS_URL;
  delete process.env.CI;
});

afterEach(() => {
  Object.assign(process.env, before);
  jest.restoreAllMocks();
});

test('the tests of a server that is not to be had are skipped, loudly and with what to install', async () => {
  await findServers();

  expect(runsTestsOf('redis')).toBe(false);
  expect(runsTestsOf('own redis')).toBe(false);
  expect(printed).toEqual([
    expect.stringMatching(/^Tests that need redis are skipped: install redis-server/),
    expect.stringMatching(/^Tests that need own redis are skipped: install redis-server/),
  ]);
});

test('in CI, the tests of a server that is not to be had run, and fail', async () => {
  process.env.CI = 'true';
  await findServers();

  expect(runsTestsOf('redis')).toBe(true);
  expect(printed).toContainEqual(expect.stringMatching(/^Tests that need redis will fail: install redis-server/));
});
