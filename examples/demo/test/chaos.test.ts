import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readdirSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { runsTestsOf } from '@agentstore/test-servers';

const program = join(__dirname, '../dist/main.js');
const cwd = realpathSync(mkdtempSync(join(tmpdir(), 'agentstore-demo-test-')));
afterAll(() => rmSync(cwd, { recursive: true, force: true }));

/** As long as its script, which waits for drivers to be found again, and more on a busy machine. */
const timeoutMs = 120_000;

async function chaos(...programArguments: readonly string[]) {
  if (!existsSync(program)) throw new Error('build the demo first: npm run build');
  const child = spawn(process.execPath, [program, '--chaos', ...programArguments], {
    cwd,
    env: { ...process.env, REDIS_URL: '', TMPDIR: cwd },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const [output, errors, [code]] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'close')]);
  return { output, errors, code };
}

/** What the run must show, whatever the drivers are. */
function expectNothingLost({ output, errors, code }: Awaited<ReturnType<typeof chaos>>, drivers: readonly string[]) {
  expect({ errors, code }).toEqual({ errors: '', code: 0 });
  const [, sent = '', acknowledged] = /✓ sent (\d+), acknowledged (\d+)/.exec(output) ?? [];
  expect(Number(sent)).toBeGreaterThan(50);
  expect(acknowledged).toBe(sent);
  for (const who of ['read back', ...drivers.map((driver) => `${driver} alone`)]) {
    expect(output).toContain(`✓ ${who}: ${sent}, lost 0, doubled 0, the same texts in the same order\n`);
  }
  // Plain lines, and nothing of it is left.
  expect(output.includes('\u001b')).toBe(false);
  expect(readdirSync(cwd)).toEqual([]);
}

function states(output: string, driver: string): string[] {
  return [...output.matchAll(new RegExp(`^ +\\d+\\.\\d s  ${driver} +(up|down|recovering) +for .*$`, 'gm'))].map(
    ([, state = '']) => state,
  );
}

(runsTestsOf('own redis') ? test : test.skip)(
  'a Redis hangs, dies and comes back empty, files are taken away: nothing is lost or doubled',
  async () => {
    const run = await chaos();
    expectNothingLost(run, ['redis', 'file']);
    for (const driver of ['redis', 'file']) {
      expect(states(run.output, driver)).toContain('down');
      expect(states(run.output, driver).at(-1)).toBe('up');
    }
    // What hung cost one timeout.
    const [, pauseMs] = /longest pause that the agent saw: (\d+) ms/.exec(run.output) ?? [];
    expect(Number(pauseMs)).toBeGreaterThanOrEqual(500);
    expect(run.output).toMatch(/redis +down +for .* 1 pending hint, 0 queued {2}no answer within 500 ms/);
  },
  timeoutMs,
);

test(
  'with files alone, one directory after the other is taken away',
  async () => {
    const run = await chaos('--driver', 'file');
    expectNothingLost(run, ['first', 'second']);
    expect(run.output.match(/the directory of first is taken away\n/g)).toHaveLength(2);
    for (const driver of ['first', 'second']) expect(states(run.output, driver)).toContain('down');
  },
  timeoutMs,
);

test.each([
  [['--driver', 's3'], 'demo: --chaos takes redis (as without --driver) or file, not s3\n'],
  [['--url', 'redis://127.0.0.1'], 'demo: --chaos kills its server, which it starts itself: leave out --url\n'],
])('what it cannot do is one line, and code 1: %j', async (programArguments, errors) => {
  expect(await chaos(...programArguments)).toEqual({ output: '', errors, code: 1 });
});
