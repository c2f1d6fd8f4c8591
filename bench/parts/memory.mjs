import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { newList } from '../backends/lists.mjs';
import { startIfThere } from '../backends/start-if-there.mjs';
import { messagesOf } from '../data/messages.mjs';

const program = fileURLToPath(new URL('memory-process.mjs', import.meta.url));
/** In messages of some 300 bytes. */
const [perMegabyte, perAppend] = [3_400, 100];

/** What a new process takes at its highest, beyond what it had once it was connected. */
export async function measureMemory(backend, megabytes, run) {
  const server = await startIfThere(backend);
  const { driver, raw, close } = await backend.connect(server, server.port);
  try {
    await driver.setup();
    run.progress(`${backend.title}: ${megabytes} MB of messages`);
    const list = newList();
    for (let at = 0; at < megabytes * perMegabyte; at += perAppend) {
      const messages = messagesOf(perAppend, at);
      await driver.append(list.identity, messages);
      if (at === 0) await raw.fill(list, messages);
      else await raw.append(list, messages);
    }
    const row = [backend.title];
    for (const work of ['read', 'raw', 'readLast', 'append']) {
      run.progress(`${backend.title}: ${work}`);
      // Its requests are repeated, not its reading.
      row.push(work === 'raw' && backend.isReplayed ? '–' : await inProcess(backend.name, work, server, list.name));
    }
    return { version: server.version, row };
  } finally {
    await close();
    await server.stop();
  }
}

async function inProcess(name, work, server, key) {
  const { url, port, folder, region, credentials } = server;
  const place = JSON.stringify({ url, port, folder, region, credentials });
  const { stdout } = await promisify(execFile)(process.execPath, [program, name, work, place, key]);
  return Number(stdout).toFixed(0);
}
