import { startProxy } from '@agentstore/test-servers';

/**
 * What all backends with one server have in common.
 *
 * @returns {Promise<import('../backend.mjs').Backend>}
 */
export async function ofServer({ server, isProxied, spec, lone, prepare, credentials, deny, allow }) {
  const proxy = isProxied ? await startProxy(server.port) : null;
  await prepare();
  return {
    version: server.version,
    spec: spec(proxy?.port ?? server.port),
    lone,
    environment: credentials && {
      AWS_ACCESS_KEY_ID: credentials.accessKeyId,
      AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey,
    },
    server,
    proxy,
    prepare,
    snapshot: () => server.snapshot(),
    async replace(from) {
      await server.kill();
      await server.restart(from);
      if (from === 'empty') await prepare();
    },
    deny,
    allow,
    async stop() {
      await lone.close();
      await proxy?.stop();
      await server.stop();
    },
  };
}
