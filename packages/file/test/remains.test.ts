import { mkdirSync, mkdtempSync, readdirSync, utimesSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { createStore, SessionIdentity } from '@agentstore/core';
import { FileDriver } from '../src/index.ts';
import { logPath, nextPath } from '../src/layout.ts';
import { temporaryDirectory } from './temporary-directory.ts';

const parent = temporaryDirectory();
const identity = new SessionIdentity({ agentName: 'a', userId: 'u', chatName: 'c', scope: 'history' });

function newDriver() {
  const directory = mkdtempSync(join(parent, 'd-'));
  const driver = new FileDriver({ directory });
  return {
    directory,
    driver,
    path: logPath(directory, identity),
    names: () => readdirSync(directory, { recursive: true }),
  };
}

test('a removal completes one that was killed after it deleted the log', async () => {
  const { driver, path, names } = newDriver();
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(nextPath(path, 'aaaaaaaa', 'bbbbbbbb'), 'a whole list');
  await driver.remove(identity);
  expect(names()).toEqual([]);
});

test('an update that is refused leaves nothing where there was nothing', async () => {
  const { driver, names } = newDriver();
  const refusal = new Error('no');
  const refused = driver.update(identity, () => {
    throw refusal;
  });
  await expect(refused).rejects.toBe(refusal);
  expect(names()).toEqual([]);
  await driver.close();
});

test('what a killed update left beside a log is cleared away by an append, once it is old', async () => {
  const { driver, path, names } = newDriver();
  await driver.append(identity, [{ n: 1 }]);
  const left = nextPath(path, 'aaaaaaaa', 'bbbbbbbb');
  writeFileSync(left, 'half a list');
  const writer = new FileDriver({ directory: dirname(dirname(dirname(dirname(path)))) });
  await writer.append(identity, [{ n: 2 }]);
  expect(names()).toHaveLength(5);

  const twoMinutesAgo = new Date(Date.now() - 120_000);
  utimesSync(left, twoMinutesAgo, twoMinutesAgo);
  await writer.close();
  const later = new FileDriver({ directory: dirname(dirname(dirname(dirname(path)))) });
  await later.append(identity, [{ n: 3 }]);
  expect(names()).toHaveLength(4);
  expect(await driver.read(identity)).toEqual([{ n: 1 }, { n: 2 }, { n: 3 }]);
  await later.close();
  await driver.close();
});

test('files of others in the directory are neither listed nor removed', async () => {
  const { directory, driver, path, names } = newDriver();
  await driver.append(identity, [{ n: 1 }]);
  const strange = ['._s.history.jsonl', 's.Upper.jsonl', 'x.jsonl', 's.history.txt'].map((name) =>
    join(dirname(path), name),
  );
  for (const file of strange) writeFileSync(file, 'not ours');
  mkdirSync(join(directory, 'lost+found', 'a.a', 'c'), { recursive: true });
  writeFileSync(join(directory, 'lost+found', 'a.a', 'c', 's.jsonl'), 'not ours');

  const store = createStore({ defaultStorage: driver });
  expect(await store.remove({ agentName: 'a' })).toBe(1);
  expect(names()).toEqual(expect.arrayContaining(strange.map((file) => file.slice(directory.length + 1))));
  await driver.close();
});

test('clearing away what is old does not bring a list back that is over', async () => {
  const { directory, driver, path } = newDriver();
  await driver.append(identity, [{ n: 'old' }]);
  const left = nextPath(path, 'aaaaaaaa', 'bbbbbbbb');
  writeFileSync(left, 'half a list');
  const twoMinutesAgo = new Date(Date.now() - 120_000);
  utimesSync(left, twoMinutesAgo, twoMinutesAgo);
  utimesSync(path, twoMinutesAgo, twoMinutesAgo);
  const forgetful = new FileDriver({ directory, ttlSeconds: 60 });
  await forgetful.append(identity, [{ n: 'new' }]);
  expect(await forgetful.read(identity)).toEqual([{ n: 'new' }]);
  await forgetful.close();
  await driver.close();
});
