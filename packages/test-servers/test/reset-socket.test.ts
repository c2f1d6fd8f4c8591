import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import { resetSocket } from '../src/reset-socket.ts';

const server = createServer();
beforeAll(async () => {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
});
afterAll(() => {
  server.close();
});

/** How both sides of a connection end, of which the server's is treated so: 'closed' or an error's code. */
async function endsOf(treat: (socket: Socket) => void): Promise<string[]> {
  const client = connect((server.address() as AddressInfo).port, '127.0.0.1');
  const [socket] = (await once(server, 'connection')) as [Socket];
  const ends = [client, socket].map(
    (side) =>
      new Promise<string>((resolve) => {
        side.on('error', ({ code }: NodeJS.ErrnoException) => resolve(code ?? 'error'));
        side.on('close', () => resolve('closed'));
      }),
  );
  client.resume();
  treat(socket);
  return Promise.all(ends);
}

test('the other side is told of a reset', async () => {
  expect(await endsOf((socket) => resetSocket(socket))).toEqual(['ECONNRESET', 'closed']);
});

test('a connection that has just sent its end is closed too: an error would mean that its handle stays for ever', async () => {
  const ends = await endsOf((socket) => {
    socket.end();
    resetSocket(socket);
  });
  expect(ends).toEqual(['closed', 'closed']);
});
