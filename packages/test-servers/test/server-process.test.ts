import { existsSync, readdirSync, writeFileSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { join } from 'node:path';
import { type ServerProgram, startServer } from '../src/server-process.ts';
import type { TestServer } from '../src/test-server.ts';

const answers = `require('http').createServer((_, response) => response.end(process.env.WORD + process.pid))
  .listen(Number(process.argv[1]), '127.0.0.1');`;

/** A server of any kind: a few lines of Node.js. */
function program(changes: Partial<ServerProgram> & { readonly code?: string } = {}): ServerProgram {
  return {
    version: 'a server',
    path: process.execPath,
    environment: { WORD: 'pid ' },
    arguments: (port) => ['--eval', changes.code ?? answers, String(port)],
    url: (port) => `http://127.0.0.1:${port}`,
    isReady: async (port, pid) => {
      const reply = await fetch(`http://127.0.0.1:${port}`).catch(() => null);
      return (await reply?.text()) === `pid ${pid}`;
    },
    ...changes,
  };
}

const servers: TestServer[] = [];
afterEach(async () => {
  for (const server of servers.splice(0)) await server.stop();
});

test('any program that listens on a port can be a server', async () => {
  const server = await startServer(program());
  servers.push(server);

  expect(server).toMatchObject({ version: 'a server', url: `http://127.0.0.1:${server.port}` });
  expect(await (await fetch(server.url)).text()).toMatch(/^pid \d+$/);
});

test('a port that another process took meanwhile is left to it, and another one is tried', async () => {
  const other = createServer();
  await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
  const taken = (other.address() as AddressInfo).port;
  const ports: number[] = [];

  const server = await startServer(
    program({
      arguments: (port) => {
        ports.push(port);
        return ['--eval', answers, String(ports.length < 3 ? taken : port)];
      },
    }),
  );
  servers.push(server);
  expect(ports).toHaveLength(3);
  expect(server.port).toBe(ports[2]);
  expect(await (await fetch(server.url)).text()).toMatch(/^pid \d+$/);
  await new Promise((resolve) => other.close(resolve));
});

// Only Linux tells who listens.
const testOnLinux = process.platform === 'linux' ? test : test.skip;

testOnLinux('what answers on the port is not taken for the server, where it is another process', async () => {
  const other = createServer();
  await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
  const taken = (other.address() as AddressInfo).port;
  let starts = 0;

  const server = await startServer(
    program({
      arguments: (port) => ['--eval', answers, String(starts++ === 0 ? taken : port)],
      url: (port) => `http://127.0.0.1:${starts === 0 ? taken : port}`,
      isReady: async () => true,
    }),
  );
  servers.push(server);
  expect(starts).toBe(2);
  expect(await (await fetch(server.url)).text()).toMatch(/^pid \d+$/);
  await new Promise((resolve) => other.close(resolve));
});

test('a program that ends instead of answering is an error with what it printed', async () => {
  const start = startServer(program({ code: `console.error('the disk is on fire'); process.exit(1);` }));

  await expect(start).rejects.toThrow('the disk is on fire');
});

test('a program that cannot be started is an error', async () => {
  const start = startServer(program({ path: '/nonexistent/server' }));

  await expect(start).rejects.toMatchObject({ code: 'ENOENT' });
});

test('the folder of a server is its own, empty at each start, and gone after the stop', async () => {
  const folders: string[] = [];
  const filesAtStart: string[][] = [];
  const server = await startServer(
    program({
      arguments: (port, folder) => {
        folders.push(folder);
        filesAtStart.push(readdirSync(folder));
        return ['--eval', answers, String(port)];
      },
    }),
  );
  const folder = folders[0] ?? '';

  writeFileSync(join(folder, 'data'), 'x');
  await server.restart();
  expect(folders).toEqual([folder, folder]);
  expect(filesAtStart).toEqual([[], []]);
  await server.stop();
  expect(existsSync(folder)).toBe(false);
  await server.stop();
});
