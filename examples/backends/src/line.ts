import type { Breakable } from './backend.ts';

/** A way to a server that can be cut. */
export interface Line extends Omit<Breakable<unknown>, 'spec'> {
  /** The server's, by this way. */
  readonly url: string;
}

/** A proxy before a server on this machine; null for a server elsewhere, or one that is reached by TLS. */
export async function openLine(serverUrl: string): Promise<Line | null> {
  if (!URL.canParse(serverUrl)) return null;
  const url = new URL(serverUrl);
  const port = url.port || defaultPorts[url.protocol];
  if (!port || !['127.0.0.1', 'localhost'].includes(url.hostname)) return null;

  const { startProxy } = await import('@agentstore/test-servers');
  const proxy = await startProxy(Number(port));
  url.hostname = '127.0.0.1';
  url.port = String(proxy.port);
  if (url.protocol === 'mongodb:') {
    // A member of a replica set names the others, and itself: the client would go there, past the proxy.
    url.pathname ||= '/';
    url.searchParams.set('directConnection', 'true');
  }
  return {
    url: url.href,
    async cut(id) {
      proxy.refuse();
      proxy.dropConnections();
      return `the way to "${id}" is cut: its connections are reset, and so is every new one`;
    },
    restore: async () => proxy.heal(),
    end: () => proxy.stop(),
  };
}

/** Of the protocols that need no TLS. */
const defaultPorts: { readonly [protocol: string]: string } = { 'redis:': '6379', 'mongodb:': '27017', 'http:': '80' };
