import { appendFile } from 'node:fs/promises';
import { join } from 'node:path';
import { FileDriver } from '@agentstore/file';
import { fileAims } from '../aims.mjs';
import { newList } from '../backends/lists.mjs';
import { messagesOf, turns } from '../data/messages.mjs';
import { textsOf } from '../data/texts.mjs';
import { interleave } from '../measure/interleave.mjs';
import { ratioOf } from '../measure/ratio.mjs';
import { grownList } from './fill.mjs';

/** What only files have: appends that do not wait for the disk, and an end that is read alone. */
export async function measureFileAlone({ folder }, backend, run) {
  return [...(await withoutFsync(folder, run)), ...(await lastGrowth(backend, run))];
}

async function withoutFsync(folder, run) {
  run.progress('append without fsync');
  const driver = new FileDriver({ directory: join(folder, 'without-fsync'), fsync: false });
  const [{ identity }, next, path] = [newList(), turns(), join(folder, 'raw-appends')];
  await driver.write(identity, messagesOf(1_000));
  const times = await interleave(
    {
      ours: () => driver.append(identity, next()),
      raw: () => appendFile(path, `${textsOf(next()).join('\n')}\n`),
    },
    run.limits,
  );
  await driver.close();
  const ratio = ratioOf(times.ours, times.raw);
  return [{ what: 'append a turn, `fsync: false`', to: '`appendFile`', ratio, aim: fileAims.appendWithoutFsync }];
}

async function lastGrowth(backend, run) {
  run.progress('last 20 of 10,000 to last 20 of 1,000');
  const { driver } = backend;
  const [long, short] = [await grownList(backend, 10_000, run), await grownList(backend, 1_000, run)];
  const times = await interleave(
    { long: () => driver.readLast(long.identity, 20), short: () => driver.readLast(short.identity, 20) },
    run.limits,
  );
  const ratio = ratioOf(times.long, times.short);
  return [{ what: 'last 20: of 10,000 to of 1,000', to: 'last 20 of 1,000', ratio, aim: fileAims.lastGrowth }];
}
