import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import { openLane } from './proxy-lane.ts';
import { resetSocket } from './reset-socket.ts';
import type { TestProxy } from './test-proxy.ts';

/** Starts a proxy in front of a port of 127.0.0.1, which need not answer yet. */
export async function startProxy(targetPort: number): Promise<TestProxy> {
  const proxy = new LoopbackProxy(targetPort);
  await proxy.listen();
  return proxy;
}

interface Connection {
  readonly client: Socket;
  readonly server: Socket;
  /** Something was swallowed of it. */
  isBroken: boolean;
  /** It is about to be reset. */
  isOver: boolean;
  /** Whether the client was the last to be passed on: what it sends next belongs to the same request. */
  isRequest: boolean;
}

/** One direction of all connections, which share its bandwidth. */
interface Line {
  /** By performance.now(): when all that arrived is through. */
  freeAt: number;
}

class LoopbackProxy implements TestProxy {
  port = 0;
  bytesToServer = 0;
  bytesToClient = 0;
  requests = 0;
  hasSwallowed = false;
  readonly #targetPort: number;
  // Half open: one side may end while the other one still sends, and the proxy tells neither more than it was told.
  readonly #listener = createServer({ allowHalfOpen: true, noDelay: true }, (client) => this.#accept(client));
  readonly #connections = new Set<Connection>();
  readonly #toServer: Line = { freeAt: 0 };
  readonly #toClient: Line = { freeAt: 0 };
  #swallowsReplies = false;
  #swallowsRequests = false;
  #refuses = false;
  #delayMs = 0;
  #bytesPerMs = Number.POSITIVE_INFINITY;
  #replyBytesLeft = Number.POSITIVE_INFINITY;
  #resetEvery = Number.POSITIVE_INFINITY;
  #replies = 0;

  constructor(targetPort: number) {
    this.#targetPort = targetPort;
  }

  async listen(): Promise<void> {
    this.#listener.listen(0, '127.0.0.1');
    await once(this.#listener, 'listening');
    this.port = (this.#listener.address() as AddressInfo).port;
    // A test that forgets to stop it does not hang for it.
    this.#listener.unref();
  }

  resetCounts(): void {
    this.bytesToServer = 0;
    this.bytesToClient = 0;
    this.requests = 0;
    for (const connection of this.#connections) connection.isRequest = false;
  }

  swallowReplies(): void {
    this.#swallowsReplies = true;
  }

  swallowRequests(): void {
    this.#swallowsRequests = true;
  }

  dropAfterReplyBytes(count: number): void {
    this.#replyBytesLeft = count;
  }

  resetAtEveryReply(n: number): void {
    this.#resetEvery = n;
    this.#replies = 0;
  }

  dropConnections(): void {
    for (const connection of this.#connections) reset(connection);
  }

  refuse(): void {
    this.#refuses = true;
  }

  delay(delayMs: number): void {
    this.#delayMs = delayMs;
  }

  limitBandwidth(bytesPerSecond: number): void {
    this.#bytesPerMs = bytesPerSecond / 1_000;
  }

  heal(): void {
    this.#swallowsReplies = false;
    this.#swallowsRequests = false;
    this.hasSwallowed = false;
    this.#refuses = false;
    this.#delayMs = 0;
    this.#bytesPerMs = Number.POSITIVE_INFINITY;
    this.#replyBytesLeft = Number.POSITIVE_INFINITY;
    this.#resetEvery = Number.POSITIVE_INFINITY;
    for (const connection of this.#connections) if (connection.isBroken) reset(connection);
  }

  async stop(): Promise<void> {
    if (!this.#listener.listening) return;
    const closed = once(this.#listener, 'close');
    this.#listener.close();
    this.dropConnections();
    await closed;
  }

  #accept(client: Socket): void {
    if (this.#refuses) {
      client.resetAndDestroy();
      return;
    }
    const server = connect({ port: this.#targetPort, host: '127.0.0.1', allowHalfOpen: true, noDelay: true });
    const connection: Connection = { client, server, isBroken: false, isOver: false, isRequest: false };
    this.#connections.add(connection);
    for (const socket of [client, server]) {
      // A reset of one side, or a server that nobody listens for, is a reset of the other.
      socket.on('error', () => reset(connection));
      socket.on('close', () => {
        if (client.destroyed && server.destroyed) this.#connections.delete(connection);
      });
    }
    openLane(client, server, {
      delayMs: (bytes) => this.#lateness(this.#toServer, bytes),
      pass: (bytes) => this.#passRequest(connection, bytes),
    });
    openLane(server, client, {
      delayMs: (bytes) => this.#lateness(this.#toClient, bytes),
      pass: (bytes) => this.#passReply(connection, bytes),
    });
  }

  /** In milliseconds: until what arrives now is through. */
  #lateness(line: Line, bytes: number): number {
    const now = performance.now();
    line.freeAt = Math.max(now, line.freeAt) + bytes / this.#bytesPerMs;
    return line.freeAt - now + this.#delayMs;
  }

  #passRequest(connection: Connection, bytes: Buffer): void {
    if (this.#swallowsRequests) {
      this.#swallowFrom(connection);
      return;
    }
    if (!connection.isRequest) this.requests += 1;
    connection.isRequest = true;
    this.bytesToServer += bytes.length;
    connection.server.write(bytes);
  }

  #swallowFrom(connection: Connection): void {
    connection.isBroken = true;
    this.hasSwallowed = true;
  }

  #passReply(connection: Connection, bytes: Buffer): void {
    if (connection.isOver) return;
    if (this.#swallowsReplies) {
      this.#swallowFrom(connection);
      return;
    }
    if (connection.isRequest && ++this.#replies % this.#resetEvery === 0) {
      connection.isOver = true;
      reset(connection);
      return;
    }
    connection.isRequest = false;
    const passed = bytes.subarray(0, this.#replyBytesLeft);
    this.#replyBytesLeft -= passed.length;
    this.bytesToClient += passed.length;
    if (this.#replyBytesLeft > 0) {
      connection.client.write(passed);
      return;
    }
    this.#replyBytesLeft = Number.POSITIVE_INFINITY;
    connection.isOver = true;
    // After what goes before it: a reset discards what was not sent yet.
    connection.client.write(passed, () => reset(connection));
  }
}

function reset({ client, server }: Connection): void {
  resetSocket(client);
  resetSocket(server);
}
