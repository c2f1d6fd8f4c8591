import { createHash, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';
import { startProxy, type TestProxy } from '../src/index.ts';
import { waitUntil } from '../src/wait-until.ts';

let proxy: TestProxy;
let server: Server;
/** What reached the server, which answers it with the same. */
let received = '';

beforeEach(async () => {
  received = '';
  server = createServer({ allowHalfOpen: true }, (socket) => {
    socket.on('error', () => {});
    socket.on('data', (bytes) => {
      received += bytes.toString('latin1');
      if (bytes.toString() === 'bye') socket.end('bye');
    });
    socket.pipe(socket);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  proxy = await startProxy((server.address() as AddressInfo).port);
});

afterEach(async () => {
  await proxy.stop();
  server.close();
});

class Client {
  received = '';
  readonly #socket: Socket;
  readonly ended: Promise<string>;

  constructor() {
    this.#socket = connect(proxy.port, '127.0.0.1');
    this.#socket.on('data', (bytes) => {
      this.received += bytes.toString('latin1');
    });
    this.ended = new Promise((resolve) => {
      this.#socket.on('error', ({ code }: NodeJS.ErrnoException) => resolve(code ?? 'error'));
      this.#socket.on('close', () => resolve('closed'));
    });
  }

  send(text: string): void {
    this.#socket.write(text);
  }

  end(): void {
    this.#socket.end();
  }

  /** Sends it and waits for the same as an answer. */
  async exchange(text: string): Promise<void> {
    const expected = this.received + text;
    this.send(text);
    await waitUntil(`the answer to ${text}`, async () => this.received === expected);
  }
}

test('a proxy passes everything on, in both directions and to its end', async () => {
  const client = new Client();
  await client.exchange('hello');
  client.end();

  expect(await client.ended).toBe('closed');
  expect([received, client.received]).toEqual(['hello', 'hello']);
});

test('20 MB pass unchanged, with and without latency', async () => {
  const text = randomBytes(20_000_000).toString('latin1');
  const hash = (what: string) => createHash('sha256').update(what, 'latin1').digest('hex');

  for (const delayMs of [0, 20]) {
    proxy.delay(delayMs);
    const socket = connect(proxy.port, '127.0.0.1');
    socket.end(text, 'latin1');
    const pieces: Buffer[] = [];
    for await (const piece of socket) pieces.push(piece);
    expect(hash(Buffer.concat(pieces).toString('latin1'))).toBe(hash(text));
  }
});

test('what was passed on is counted, in bytes and in turns to speak', async () => {
  const [client, other] = [new Client(), new Client()];
  await client.exchange('12345');
  await client.exchange('678');
  await other.exchange('90');
  expect(proxy).toMatchObject({ bytesToServer: 10, bytesToClient: 10, requests: 3 });

  proxy.resetCounts();
  expect(proxy).toMatchObject({ bytesToServer: 0, bytesToClient: 0, requests: 0 });
  await client.exchange('abc');
  expect(proxy).toMatchObject({ bytesToServer: 3, bytesToClient: 3, requests: 1 });
});

test('what a client sends before it was answered belongs to one request', async () => {
  const client = new Client();
  proxy.swallowReplies();
  client.send('a');
  await waitUntil('its beginning has arrived', async () => received === 'a');
  client.send('b');
  await waitUntil('the rest has arrived', async () => received === 'ab');

  expect(proxy).toMatchObject({ bytesToServer: 2, requests: 1 });
});

test('what a client does not read stays with the server', async () => {
  // More than the buffers of the system hold.
  const size = 32_000_000;
  const sockets: Socket[] = [];
  server.on('connection', (socket) => {
    sockets.push(socket);
    socket.on('data', () => socket.write(Buffer.alloc(size)));
  });
  const [idle, reader] = [connect(proxy.port, '127.0.0.1'), connect(proxy.port, '127.0.0.1')];
  idle.write('a');
  await waitUntil('it is answered', async () => proxy.bytesToClient > 0);

  // As much as passes to another one meanwhile.
  reader.write('b');
  reader.on('data', () => {});
  await waitUntil('the other one has it', async () => reader.bytesRead > size);
  expect(sockets[0]?.writableLength).toBeGreaterThan(0);
  for (const socket of [idle, reader]) socket.destroy();
});

test('swallowed replies never arrive, while requests still do', async () => {
  const client = new Client();
  await client.exchange('before');
  expect(proxy.hasSwallowed).toBe(false);

  proxy.swallowReplies();
  client.send('lost');
  client.end();
  // The server ends its side after its answer.
  expect(await client.ended).toBe('closed');
  expect([received, client.received]).toEqual(['beforelost', 'before']);
  expect(proxy).toMatchObject({ bytesToServer: 10, bytesToClient: 6, hasSwallowed: true });
});

test('swallowed requests never arrive', async () => {
  const client = new Client();
  await client.exchange('before');

  proxy.swallowRequests();
  client.send('lost');
  client.end();
  expect(await client.ended).toBe('closed');
  expect([received, client.received]).toEqual(['before', 'before']);
  expect(proxy).toMatchObject({ bytesToServer: 6, bytesToClient: 6, hasSwallowed: true });
});

test('a connection that something was swallowed of is reset by heal, the others go on', async () => {
  const whole = new Client();
  await whole.exchange('a');
  proxy.swallowReplies();
  // The server answers and ends its side; the client, which has the end and not the answer, could still send.
  const broken = connect({ port: proxy.port, host: '127.0.0.1', allowHalfOpen: true });
  broken.write('bye');
  await once(broken.resume(), 'end');
  expect(broken.bytesRead).toBe(0);

  proxy.heal();
  broken.write('more');
  await expect(once(broken, 'close')).rejects.toMatchObject({ code: expect.stringMatching(/EPIPE|ECONNRESET/) });
  await whole.exchange('b');
  expect(received).toBe('abyeb');
});

test('a reply is cut after so many bytes, and its connection reset; the next one passes', async () => {
  const client = new Client();
  await client.exchange('whole');

  proxy.dropAfterReplyBytes(7);
  await client.exchange('1234');
  client.send('5678');
  // Node.js may take a reset for an end where it arrives together with data.
  expect(['ECONNRESET', 'closed']).toContain(await client.ended);
  expect(client.received).toBe('whole1234567');
  expect(received).toBe('whole12345678');
  await new Client().exchange('after');
});

test('a reply is lost whole after no bytes at all', async () => {
  const client = new Client();
  proxy.dropAfterReplyBytes(0);
  client.send('lost');

  expect(await client.ended).toBe('ECONNRESET');
  expect([received, client.received]).toEqual(['lost', '']);
  expect(proxy.bytesToClient).toBe(0);
});

test('every third reply is lost whole and its connection reset, of all connections together, until heal', async () => {
  const [client, other] = [new Client(), new Client()];
  await client.exchange('before');
  proxy.resetAtEveryReply(3);

  await client.exchange('1');
  await other.exchange('2');
  client.send('3');
  expect(await client.ended).toBe('ECONNRESET');
  expect(client.received).toBe('before1');
  await other.exchange('4');
  await other.exchange('5');
  other.send('6');
  expect(await other.ended).toBe('ECONNRESET');
  expect(received).toBe('before123456');

  proxy.heal();
  const later = new Client();
  for (const text of ['7', '8', '9']) await later.exchange(text);
});

test('what the server sends after one request is one reply, in however many pieces', async () => {
  server.on('connection', (socket) => socket.on('data', () => setImmediate(() => socket.write('more'))));
  const [first, second] = [new Client(), new Client()];
  proxy.resetAtEveryReply(2);

  first.send('a');
  await waitUntil('both pieces are there', async () => first.received === 'amore');
  second.send('b');
  expect(await second.ended).toBe('ECONNRESET');
  expect(second.received).toBe('');
});

test('a reset connection ends on both sides, and new ones pass', async () => {
  const client = new Client();
  await client.exchange('before');
  const connections = () => new Promise((resolve) => server.getConnections((_, count) => resolve(count)));
  expect(await connections()).toBe(1);

  proxy.dropConnections();
  expect(await client.ended).toBe('ECONNRESET');
  await waitUntil('the server has lost it', async () => (await connections()) === 0);
  await new Client().exchange('after');
});

test('where connections are refused, new ones are reset and open ones go on', async () => {
  const client = new Client();
  await client.exchange('before');

  proxy.refuse();
  expect(await new Client().ended).toBe('ECONNRESET');
  await client.exchange('during');
  proxy.heal();
  await new Client().exchange('after');
});

test('what is delayed comes as late both ways, in order', async () => {
  const client = new Client();
  await client.exchange('before');

  proxy.delay(50);
  const begun = performance.now();
  for (const text of ['1', '2', '3']) client.send(text);
  await waitUntil('all is back', async () => client.received === 'before123');
  expect(performance.now() - begun).toBeGreaterThanOrEqual(100);
});

test('a limited bandwidth is shared by all connections, in each direction', async () => {
  const [client, other] = [new Client(), new Client()];
  await client.exchange('before');
  await other.exchange('before');
  const [text, begun] = ['x'.repeat(1_000), performance.now()];

  proxy.limitBandwidth(20_000);
  await Promise.all([client.exchange(text), other.exchange(text)]);
  // 2,000 bytes there, and the last 1,000 of them back.
  expect(performance.now() - begun).toBeGreaterThanOrEqual(149);

  proxy.heal();
  const healed = performance.now();
  await client.exchange('x'.repeat(1_000_000));
  expect(performance.now() - healed).toBeLessThan(1_000_000 / 20);
});

test('a client of a server that is not there is reset', async () => {
  server.close();
  await once(server, 'close');

  expect(await new Client().ended).toBe('ECONNRESET');
});

test('a stopped proxy has reset its connections and listens no more', async () => {
  const client = new Client();
  await client.exchange('before');

  await proxy.stop();
  expect(await client.ended).toBe('ECONNRESET');
  expect(await new Client().ended).toBe('ECONNREFUSED');
});
