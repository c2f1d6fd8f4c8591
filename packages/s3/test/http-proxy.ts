import { once } from 'node:events';
import { Agent, createServer, type IncomingMessage, request, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What a client asked. */
export interface Asked {
  readonly method: string;
  /** Of the object, without the bucket; '' where none is meant. */
  readonly key: string;
  /** In bytes: of what was sent to be stored. */
  readonly bytes: number;
  /** Of what is asked for. */
  readonly query: string;
}

/** Answered by the proxy alone: the store never gets the request. */
export interface Refusal {
  readonly status: number;
  readonly code: string;
}

/** The store never gets the request, or does it without the client being told. Then the connection is reset. */
interface Loss {
  readonly lost: 'request' | 'reply';
  /** What happens before the client notices. */
  after?(): Promise<unknown>;
}

export type Fate = 'pass' | Refusal | Loss;

/** Stands in front of a store, understands what is asked, and is told what to do about it. */
export class HttpProxy {
  port = 0;
  /** What was asked since the start or `reset`, in order. */
  asked: Asked[] = [];
  /** How many requests were under way at the same time, at most. */
  mostAtOnce = 0;
  /** Decides about each request. What it waits for, the request waits for. */
  decide: (asked: Asked) => Fate | Promise<Fate> = () => 'pass';
  readonly #targetPort: number;
  readonly #agent = new Agent({ keepAlive: true, maxSockets: 100 });
  readonly #server = createServer((client, reply) => void this.#pass(client, reply));
  #underWay = 0;

  constructor(targetPort: number) {
    this.#targetPort = targetPort;
  }

  async start(): Promise<this> {
    this.#server.listen(0, '127.0.0.1');
    await once(this.#server, 'listening');
    this.port = (this.#server.address() as AddressInfo).port;
    return this;
  }

  reset(): void {
    this.asked = [];
    this.mostAtOnce = 0;
    this.decide = () => 'pass';
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    this.#server.close();
    await once(this.#server, 'close');
    this.#agent.destroy();
  }

  async #pass(client: IncomingMessage, reply: ServerResponse): Promise<void> {
    this.#underWay += 1;
    this.mostAtOnce = Math.max(this.mostAtOnce, this.#underWay);
    try {
      const body = await bytesOf(client);
      const { pathname, search } = new URL(String(client.url), 'http://store');
      const [, ...names] = decodeURIComponent(pathname).slice(1).split('/');
      const asked = { method: String(client.method), key: names.join('/'), bytes: body.length, query: search };
      this.asked.push(asked);
      const fate = await this.decide(asked);
      if (fate !== 'pass' && 'code' in fate) {
        reply.writeHead(fate.status, { 'content-type': 'application/xml' });
        reply.end(`<Error><Code>${fate.code}</Code><Message>as the test wants it</Message></Error>`);
        return;
      }
      const loss = fate === 'pass' ? null : fate;
      const answer = loss?.lost === 'request' ? null : await this.#ask(client, body);
      await loss?.after?.();
      if (!answer || loss) {
        client.socket.resetAndDestroy();
        return;
      }
      reply.writeHead(answer.status, answer.headers);
      reply.end(answer.body);
    } catch {
      // Whoever stopped waiting, or a store that is not there.
      client.socket.resetAndDestroy();
    } finally {
      this.#underWay -= 1;
    }
  }

  async #ask(client: IncomingMessage, body: Buffer) {
    const { method, url: path, headers } = client;
    const asking = request({ host: '127.0.0.1', port: this.#targetPort, agent: this.#agent, method, path, headers });
    asking.end(body);
    const [answer] = (await once(asking, 'response')) as [IncomingMessage];
    return { status: Number(answer.statusCode), headers: answer.headers, body: await bytesOf(answer) };
  }
}

async function bytesOf(stream: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of stream) chunks.push(chunk);
  return Buffer.concat(chunks);
}

/** Whether it puts a head: the moment of every change. */
export function putsHead({ method, key }: Asked): boolean {
  return method === 'PUT' && key.includes('lists/');
}
