import { runsTestsOf } from '../src/index.ts';
import { serverSearches } from '../src/server-searches.ts';
import { findServers } from '../src/skipped-tests.ts';
import { temporaryDirectory } from './temporary-directory.ts';

// The one server that comes with the dependencies, for this system alone.
const isForJongodb = process.platform === 'linux' && process.arch === 'x64';

const directory = temporaryDirectory();
const before = { ...process.env };
let printed: string[] = [];

beforeEach(() => {
  printed = [];
  jest.spyOn(console, 'error').mockImplementation((line) => printed.push(line));
  jest.spyOn(process, 'cwd').mockReturnValue(directory);
  // Neither a program nor anything that installs one.
  process.env.PATH = '';
  for (const name of ['REDIS_URL', 'S3_URL', 'DYNAMODB_URL', 'MONGODB_URL', 'CI']) delete process.env[name];
});

afterEach(() => {
  Object.assign(process.env, before);
  jest.restoreAllMocks();
});

const names = Object.keys(serverSearches) as (keyof typeof serverSearches)[];

test('the tests of a server that is not to be had are skipped, loudly and with what to install', async () => {
  await findServers();

  expect(names.filter(runsTestsOf)).toEqual([]);
  expect(printed).toEqual(names.map((name) => expect.stringMatching(`^Tests that need ${name} are skipped: install `)));
  expect(printed[0]).toMatch(/: install redis-server/);
});

test('in CI, the tests of a server that is not to be had run, and fail', async () => {
  process.env.CI = 'true';
  await findServers();

  // Nothing here could install them, in CI either.
  const missing = ['mongod', ...(isForJongodb ? [] : ['jongodb']), 'faketime', 'tmpfs'];
  expect(names.filter((name) => !runsTestsOf(name))).toEqual(missing);
  expect(printed).toContainEqual(expect.stringMatching(/^Tests that need redis will fail: install redis-server/));
  expect(printed).toContainEqual(expect.stringMatching(/^Tests that need mongod are skipped: install mongod/));
});
