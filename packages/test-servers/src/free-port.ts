import { createServer } from 'node:net';

// Below the ports that systems give to outgoing connections (from 32768 on Linux, 49152 elsewhere): otherwise a client that
// keeps trying to reach a killed server would now and then be given that very port, and connect to itself. Redis Cluster
// also listens 10,000 ports higher.
const FIRST_PORT = 15_000;
const LAST_PORT = 22_767;

/**
 * A loopback port on which nobody listens. Another process may take it before you do: whoever starts a server on it must
 * be ready to try another one.
 */
export async function freePort(): Promise<number> {
  for (;;) {
    const port = FIRST_PORT + Math.floor(Math.random() * (LAST_PORT - FIRST_PORT + 1));
    if (await isFree(port)) return port;
  }
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'EADDRINUSE') resolve(false);
      else reject(error);
    });
    probe.listen({ port, host: '127.0.0.1' }, () => probe.close(() => resolve(true)));
  });
}
