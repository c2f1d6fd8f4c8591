import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { type Answer, type Connection, TinyBackend } from './backend.ts';

export interface TinyServer {
  readonly backend: TinyBackend;
  readonly url: string;
  close(): Promise<void>;
}

/** The tiny backend, for other processes. */
export async function startTinyServer(): Promise<TinyServer> {
  const backend = new TinyBackend();
  const server = createServer(async (request, response) => {
    response.end(JSON.stringify(backend.execute(JSON.parse(await text(request)))));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    backend,
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

export function connectTo(url: string): Connection {
  return async (request) => {
    const response = await fetch(url, { method: 'POST', body: JSON.stringify(request) });
    return (await response.json()) as Answer;
  };
}
