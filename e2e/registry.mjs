import { execFileSync, fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, realpathSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { root } from '../scripts/root.mjs';

/**
 * @typedef {object} Registry
 * @property {string} folder outside of the repository, for all that the run leaves; removed with the registry
 * @property {NodeJS.ProcessEnv} environment makes npm and pnpm use the registry, and no cache of another run
 * @property {() => Promise<void>} stop
 */

/**
 * Starts a registry on a loopback port. It gives away what is published to it, and all other packages from the registry
 * that npm is configured with.
 *
 * @returns {Promise<Registry>}
 */
export async function startRegistry() {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'agentstore-install-')));
  const registry = fork(fileURLToPath(new URL('registry-process.mjs', import.meta.url)), [
    folder,
    configuredRegistry(),
  ]);
  const [message] = await Promise.race([once(registry, 'message'), once(registry, 'exit')]);
  if (!message?.port) throw new Error('The registry ended before it listened: see above.');

  return {
    folder,
    environment: environmentFor(`127.0.0.1:${message.port}`, join(folder, 'home')),
    async stop() {
      if (!registry.connected) return;
      const exit = once(registry, 'exit');
      registry.disconnect();
      await exit;
    },
  };
}

function configuredRegistry() {
  const command = ['config', 'get', 'registry'];
  return execFileSync('npm', command, { cwd: root, encoding: 'utf8', shell: process.platform === 'win32' }).trim();
}

/** That of a user with a home of their own, where caches and stores are empty. */
function environmentFor(host, home) {
  mkdirSync(home);
  // npm publishes only with a token, whatever it is.
  const settings = [`registry=http://${host}/`, `//${host}/:_authToken=anybody`];
  writeFileSync(join(home, '.npmrc'), `${settings.join('\n')}\naudit=false\nfund=false\nupdate-notifier=false\n`);
  // What npm tells the programs that it runs, and folders that are set by name, would count more than the home.
  const inherited = Object.entries(process.env).filter(([name]) => !/^(npm_|pnpm_|xdg_|no_proxy$)/i.test(name));
  return { ...Object.fromEntries(inherited), HOME: home, USERPROFILE: home, NO_PROXY: '127.0.0.1' };
}
