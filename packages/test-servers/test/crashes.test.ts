import { once } from 'node:events';
import { readdirSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { redisCommand } from '../src/redis/redis-command.ts';
import { waitUntil } from '../src/wait-until.ts';
import { startProgram } from './built-program.ts';
import { testOwnRedis } from './redis-tests.ts';
import { temporaryDirectory } from './temporary-directory.ts';

// What the programs here leave behind would be in it.
const directory = temporaryDirectory();

const stayReady = `console.log('ready'); setInterval(() => {}, 1000);`;
const finish = `console.log('ready');`;

const programs: ReturnType<typeof startProgram>[] = [];
afterEach(() => {
  for (const program of programs.splice(0)) program.kill('SIGKILL');
});

interface Started {
  readonly urls: readonly string[];
  kill(): void;
  /** Its exit code and signal. */
  readonly exit: Promise<unknown[]>;
}

/** Starts two servers in a process of their own, which then does the rest. Resolves once it has printed `ready`. */
async function startServers(rest: string): Promise<Started> {
  const program = startProgram(
    `
      const started = [await servers.startRedis({ own: true }), await servers.startRedis({ own: true })];
      for (const { url } of started) console.log(url);
      ${rest}
    `,
    { cwd: directory, environment: { ...process.env, TMPDIR: directory } },
  );
  programs.push(program);
  const exit = once(program, 'exit');
  const printed: string[] = [];
  for await (const line of createInterface({ input: program.stdout })) {
    printed.push(line);
    if (line === 'ready') break;
  }
  expect(printed).toEqual([expect.stringMatching('redis:'), expect.stringMatching('redis:'), 'ready']);
  return { urls: printed.slice(0, 2), kill: () => program.kill('SIGKILL'), exit };
}

async function refusesConnections(url: string): Promise<boolean> {
  const error: unknown = await redisCommand(url, 'PING').catch((cause: unknown) => cause);
  return (error as NodeJS.ErrnoException).code === 'ECONNREFUSED';
}

async function expectNothingLeft(urls: readonly string[]): Promise<void> {
  for (const url of urls) await waitUntil(`${url} is dead`, () => refusesConnections(url));
  await waitUntil('no folder is left', async () => readdirSync(directory).length === 0);
}

testOwnRedis('servers die with the process that started them, when it is killed', async () => {
  const { urls, kill } = await startServers(stayReady);
  for (const url of urls) expect(await redisCommand(url, 'PING')).toBe('PONG');
  expect(readdirSync(directory)).toHaveLength(2);

  kill();
  await expectNothingLeft(urls);
});

testOwnRedis('paused servers die with the process that started them', async () => {
  const { urls, kill } = await startServers(`
    for (const server of started) server.pause();
    ${stayReady}
  `);

  kill();
  await expectNothingLeft(urls);
});

testOwnRedis('restarted servers die with the process that started them', async () => {
  const { urls, kill } = await startServers(`
    for (const server of started) await server.restart();
    ${stayReady}
  `);

  kill();
  await expectNothingLeft(urls);
});

testOwnRedis('servers die with a process that crashes by itself', async () => {
  const { urls, exit } = await startServers(`${finish} throw new Error('a crash');`);

  expect(await exit).toEqual([1, null]);
  await expectNothingLeft(urls);
});

testOwnRedis('a process that forgets its servers is not held up by them, and they are stopped', async () => {
  const { urls, exit } = await startServers(finish);

  expect(await exit).toEqual([0, null]);
  await expectNothingLeft(urls);
});

testOwnRedis('a process that stops its servers leaves nothing behind at once', async () => {
  const { urls, exit } = await startServers(`await Promise.all(started.map((server) => server.stop())); ${finish}`);

  expect(await exit).toEqual([0, null]);
  for (const url of urls) expect(await refusesConnections(url)).toBe(true);
  expect(readdirSync(directory)).toEqual([]);
});
