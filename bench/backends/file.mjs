import { closeSync, fdatasync, mkdirSync, mkdtempSync, openSync, writeSync } from 'node:fs';
import { open, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { FileDriver } from '@agentstore/file';
import { fileAims } from '../aims.mjs';
import { textsOf } from '../data/texts.mjs';
import { measureFileAlone } from '../parts/file-alone.mjs';
import { changed } from './changed.mjs';

const datasync = promisify(fdatasync);
/** In bytes: 20 messages are shorter. */
const endSize = 16 * 1024;

/** @type {import('./backend.mjs').Backend} */
export const file = {
  name: 'file',
  title: 'File',
  aims: fileAims,
  guardedLength: 10_000,
  rawNames: {
    append: 'write + `fdatasync` on a kept handle',
    load: '`readFile` and parse',
    last: '`read` of the last 16 KB and parse',
    change: '`readFile`, parse, `writeFile` of all and `rename`',
    lists: '`readdir`',
  },
  isLocal: true,
  measureAlone: measureFileAlone,
  start: startFolder,
  connect: async (folder) => connectFolder(folder),
};

async function startFolder() {
  const folder = mkdtempSync(join(tmpdir(), 'agentstore-bench-'));
  return { version: 'a local file system', folder, stop: () => rm(folder, { recursive: true }) };
}

function connectFolder({ folder }) {
  const driver = new FileDriver({ directory: join(folder, 'ours') });
  const filler = new FileDriver({ directory: join(folder, 'ours'), fsync: false });
  const { raw, close } = rawFiles(join(folder, 'raw'));
  return {
    driver,
    filler,
    raw,
    async close() {
      await driver.close();
      await filler.close();
      close();
    },
  };
}

/** JSON lines, a file for each list, whose handle is kept. */
function rawFiles(folder) {
  const handles = new Map();
  const path = ({ name }) => join(folder, ...name.split('/').slice(0, 1), name.split('/').slice(1).join('_'));
  const lines = (messages) => `${textsOf(messages).join('\n')}\n`;
  const parsed = (text) => JSON.parse(`[${text.trimEnd().replaceAll('\n', ',')}]`);
  const load = async (list) => parsed(await readFile(path(list), 'utf8'));
  const replace = async (list, messages) => {
    const [target, draft] = [path(list), `${path(list)}.draft`];
    mkdirSync(join(target, '..'), { recursive: true });
    await writeFile(draft, lines(messages), { flush: true });
    await rename(draft, target);
    if (handles.has(target)) closeSync(handles.get(target));
    handles.delete(target);
  };
  const raw = {
    fill: replace,
    async append(list, messages) {
      const target = path(list);
      if (!handles.has(target)) handles.set(target, openSync(target, 'a'));
      writeSync(handles.get(target), lines(messages));
      await datasync(handles.get(target));
    },
    load,
    async last(list, count) {
      const handle = await open(path(list));
      try {
        const { size } = await handle.stat();
        const { buffer, bytesRead } = await handle.read(Buffer.allocUnsafe(Math.min(size, endSize)), {
          position: Math.max(0, size - endSize),
        });
        return parsed(buffer.toString('utf8', 0, bytesRead).trimEnd().split('\n').slice(-count).join('\n'));
      } finally {
        await handle.close();
      }
    },
    change: async (list) => replace(list, changed(await load(list))),
    lists: (userId) => readdir(join(folder, `u.${userId}`)),
  };
  const close = () => {
    for (const handle of handles.values()) closeSync(handle);
  };
  return { raw, close };
}
