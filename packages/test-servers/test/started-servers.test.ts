import { once } from 'node:events';
import { connect } from 'node:net';
import { type StartedServer, startedServers } from './started-servers.ts';

const started: StartedServer[] = [];
afterEach(async () => {
  for (const { server } of started.splice(0)) await server.stop();
});

describe.each(startedServers)('$name', ({ start, version }) => {
  const startOne = async () => {
    const one = await start();
    started.push(one);
    return one;
  };

  test('a server answers as soon as it is started, is empty, and tells its version', async () => {
    const { server, write, isWritten } = await startOne();

    expect(await isWritten()).toBe(false);
    await write();
    expect(await isWritten()).toBe(true);
    expect(server.url).toMatch(new RegExp(`^(http|mongodb)://127\\.0\\.0\\.1:${server.port}$`));
    expect(server.version).toMatch(version);
  });

  test('a paused server takes requests and answers them when it goes on', async () => {
    const { server, write, isWritten } = await startOne();

    server.pause();
    let isDone = false;
    const done = write().then(() => {
      isDone = true;
    });
    const other = connect(server.port, '127.0.0.1');
    await once(other, 'connect');
    expect(isDone).toBe(false);
    server.resume();
    await done;
    other.destroy();
    expect(await isWritten()).toBe(true);
  });

  test('a killed server refuses connections, and after a restart it is empty on the same port', async () => {
    const { server, write, isWritten } = await startOne();
    await write();

    server.pause();
    await server.kill();
    await expect(once(connect(server.port, '127.0.0.1'), 'connect')).rejects.toMatchObject({ code: 'ECONNREFUSED' });
    await server.restart();
    expect(await isWritten()).toBe(false);
  });
});
