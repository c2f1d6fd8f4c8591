import { readdir, readFile, readlink } from 'node:fs/promises';

// Of /proc/PID/net/tcp, see proc(5).
const LISTENING = '0A';
const [LOCAL_ADDRESS, STATE, INODE] = [1, 3, 9];

/**
 * Whether it is this process that listens on a port, and not another one that took the port first. Only Linux tells;
 * elsewhere it is taken for true.
 */
export async function listensOn(pid: number, port: number): Promise<boolean> {
  if (process.platform !== 'linux') return true;
  try {
    const sockets = await listeningSockets(pid, port);
    const files = await readdir(`/proc/${pid}/fd`);
    // A file may be closed meanwhile.
    const targets = await Promise.all(files.map((file) => readlink(`/proc/${pid}/fd/${file}`).catch(() => '')));
    return targets.some((target) => sockets.has(target));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return false;
    throw error;
  }
}

/** Of all processes, as their files are named: `socket:[12345]`. */
async function listeningSockets(pid: number, port: number): Promise<ReadonlySet<string>> {
  const suffix = `:${port.toString(16).toUpperCase().padStart(4, '0')}`;
  const tables = await Promise.all(['tcp', 'tcp6'].map((table) => readFile(`/proc/${pid}/net/${table}`, 'latin1')));
  const lines = tables.flatMap((table) => table.split('\n').map((line) => line.trim().split(/\s+/)));
  const ofPort = lines.filter((fields) => fields[STATE] === LISTENING && fields[LOCAL_ADDRESS]?.endsWith(suffix));
  return new Set(ofPort.map((fields) => `socket:[${fields[INODE]}]`));
}
