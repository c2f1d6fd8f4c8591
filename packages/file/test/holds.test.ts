import { appendFileSync, readdirSync, readlinkSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { SessionIdentity } from '@agentstore/core';
import { FileDriver } from '../src/index.ts';
import { logPath } from '../src/layout.ts';
import { holdLine } from '../src/log-format.ts';
import { temporaryDirectory } from './temporary-directory.ts';

const directory = temporaryDirectory();
const inChat = (chatName: string) => new SessionIdentity({ agentName: 'a', chatName });

test('an update of a long list comes to its end beside writers that open the list anew each time', async () => {
  const identity = inChat('long');
  const driver = new FileDriver({ directory, fsync: false });
  await driver.write(identity, Array(20_000).fill({ text: 'x'.repeat(300) }));
  let isDone = false;
  let appended = 0;
  const appending = (async () => {
    for (; !isDone; appended++) {
      const writer = new FileDriver({ directory, fsync: false });
      await writer.append(identity, [{ appended }]);
      await writer.close();
    }
  })();
  const attempts: number[] = [];
  await driver.update(identity, (items) => {
    attempts.push(items?.length ?? 0);
    return (items ?? []).slice(-10);
  });
  isDone = true;
  await appending;
  // The first two may be disturbed, and each writer once more before it meets the request to wait.
  expect(attempts.length).toBeLessThan(6);
  expect((await driver.read(identity))?.at(-1)).toEqual({ appended: appended - 1 });
  await driver.close();
}, 20_000);

test('a request to wait that a wrong clock made holds nobody up', async () => {
  const identity = inChat('clock');
  const driver = new FileDriver({ directory });
  await driver.append(identity, [{ n: 1 }]);
  appendFileSync(logPath(directory, identity), holdLine('cafebabe', Date.now() + 3_600_000));
  await driver.append(identity, [{ n: 2 }]);
  await driver.append(identity, [{ n: 3 }]);
  const other = new FileDriver({ directory });
  expect(await other.update(identity, (items) => items)).toEqual([{ n: 1 }, { n: 2 }, { n: 3 }]);
  await other.close();
  await driver.close();
});

test('an append that waits does not bring a list back that expired meanwhile', async () => {
  const identity = inChat('expiry');
  const driver = new FileDriver({ directory, ttlSeconds: 0.3 });
  await driver.append(identity, [{ n: 'old' }]);
  appendFileSync(logPath(directory, identity), holdLine('cafebabe', Date.now() + 900));
  // Meets the request.
  await driver.append(identity, [{ n: 'old too' }]);
  await driver.append(identity, [{ n: 'new' }]);
  expect(await driver.read(identity)).toEqual([{ n: 'new' }]);
  await driver.close();
});

test('a closed driver leaves no file open, though operations were running', async () => {
  const opened = () =>
    readdirSync('/proc/self/fd').filter((file) => {
      try {
        return readlinkSync(`/proc/self/fd/${file}`).startsWith(directory);
      } catch {
        return false;
      }
    });
  const driver = new FileDriver({ directory });
  const appending = ['1', '2', '3'].map((chatName) => driver.append(inChat(chatName), [{ n: 1 }]));
  await delay(1);
  await driver.close();
  await Promise.allSettled(appending);
  expect(opened()).toEqual([]);

  const hurried = new FileDriver({ directory, timeoutMs: 0.01 });
  await Promise.allSettled(Array.from({ length: 50 }, (_, n) => hurried.append(inChat('hurried'), [{ n }])));
  await hurried.close();
  const patient = new FileDriver({ directory });
  await patient.update(inChat('hurried'), () => null);
  await patient.close();
  expect(opened()).toEqual([]);
});
