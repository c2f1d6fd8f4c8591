import { spawn, spawnSync } from 'node:child_process';
import { chownSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { Unavailable } from '../run.mjs';

/** Postgres for the time of a measurement, where it is installed: it is no backend of ours, and nothing here installs it. */
export async function startPostgres(isReady) {
  const user = ordinaryUser();
  const folder = mkdtempSync(join(tmpdir(), 'agentstore-bench-postgres-'));
  if (user) chownSync(folder, user.uid, user.gid);
  const data = join(folder, 'data');
  const options = { ...user, cwd: folder, encoding: 'utf8' };
  const made = spawnSync('initdb', ['-D', data, '-U', 'bench', '-A', 'trust', '-E', 'UTF8', '--no-sync'], options);
  if (made.status !== 0) {
    rmSync(folder, { recursive: true });
    throw new Unavailable(`LangGraph's checkpointer needs Postgres: put initdb and postgres on PATH`);
  }
  const version = spawnSync('postgres', ['--version'], options).stdout.trim();
  const port = await freePort();
  const server = spawn('postgres', ['-D', data, '-p', `${port}`, '-c', 'listen_addresses=127.0.0.1', '-k', folder], {
    ...user,
    cwd: folder,
    stdio: 'ignore',
  });
  const url = `postgres://bench@127.0.0.1:${port}/postgres`;
  const stop = async () => {
    const exit = new Promise((resolve) => server.once('exit', resolve));
    if (server.exitCode === null) server.kill('SIGQUIT');
    await exit;
    rmSync(folder, { recursive: true });
  };
  while (!(await isReady(url))) {
    if (server.exitCode !== null) throw new Unavailable(`${version} does not start`);
    await delay(50);
  }
  return { url, version, stop };
}

/** Postgres refuses to run as root. */
function ordinaryUser() {
  if (process.getuid?.() !== 0) return {};
  const users = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .map((line) => line.split(':'));
  const [, , uid, gid] = users.find(([name]) => name === 'postgres') ?? users.find(([name]) => name === 'nobody');
  return { uid: Number(uid), gid: Number(gid) };
}

function freePort() {
  return new Promise((resolve) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const { port } = probe.address();
      probe.close(() => resolve(port));
    });
  });
}
