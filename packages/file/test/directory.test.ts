import { execFileSync } from 'node:child_process';
import {
  closeSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { SessionIdentity } from '@agentstore/core';
import { FileDriver } from '../src/index.ts';
import { logPath } from '../src/layout.ts';
import { temporaryDirectory } from './temporary-directory.ts';

const parent = temporaryDirectory();
const newDirectory = () => mkdtempSync(join(parent, 'd-'));

function allNames(directory: string): string[] {
  return readdirSync(directory, { recursive: true }).map(String);
}

test('nobody but the owner may read files and folders', async () => {
  const directory = join(newDirectory(), 'made', 'by the driver');
  const driver = new FileDriver({ directory });
  const identity = new SessionIdentity({ agentName: 'a', userId: 'u', chatName: 'c' });
  await driver.append(identity, [{ n: 1 }]);
  await driver.update(identity, (items) => items);
  await driver.close();

  const modes = ['.', ...allNames(directory)].map((name) => {
    const { mode } = statSync(join(directory, name));
    return [basename(name), (mode & 0o777).toString(8)];
  });
  expect(Object.fromEntries(modes)).toEqual({ '.': '700', 'u.u': '700', 'a.a': '700', 'c.c': '700', 's.jsonl': '600' });
});

test('ids of 512 bytes have names within 255 bytes, and are listed all the same', async () => {
  const directory = newDirectory();
  const driver = new FileDriver({ directory });
  const long = (last: string) => '\u{1F600}'.repeat(127) + last;
  const identities = ['abcd', 'abce'].map((last) => {
    return new SessionIdentity({
      agentName: 'A'.repeat(512),
      userId: long(last),
      chatName: '/'.repeat(512),
      scope: long(last),
    });
  });
  for (const identity of identities) await driver.append(identity, [{ key: identity.key }]);
  await driver.update(identities[0] as SessionIdentity, (items) => items);

  for (const identity of identities) expect(await driver.read(identity)).toEqual([{ key: identity.key }]);
  const listed: string[] = [];
  for await (const { key } of driver.list({ chatName: '/'.repeat(512) })) listed.push(key);
  expect(listed.sort()).toEqual(identities.map(({ key }) => key).sort());
  expect(Math.max(...allNames(directory).map((name) => Buffer.byteLength(basename(name))))).toBeLessThanOrEqual(255);
  for (const identity of identities) await driver.remove(identity);
  expect(allNames(directory)).toEqual([]);
  await driver.close();
});

test('ids that differ in case alone differ in name also where case does not count', async () => {
  const names = ['a', 'A', 'aB', 'Ab', '_a', '_A', 'İ', 'i̇'].map((agentName) => {
    return logPath('/', new SessionIdentity({ agentName })).toLowerCase();
  });
  expect(new Set(names).size).toBe(names.length);
});

test('no id leads out of the directory', () => {
  const hostile = [
    '..',
    '../..',
    '/etc/passwd',
    '.',
    '',
    '\0',
    'a/../../b',
    '..\\..',
    'C:\\x',
    '~',
    'CON',
    'nul.txt',
    'x.',
  ];
  for (const id of hostile) {
    const identity = new SessionIdentity({ agentName: id, userId: id, chatName: id, scope: id });
    const path = logPath('/root', identity);
    expect(path.startsWith('/root/')).toBe(true);
    expect(dirname(dirname(dirname(dirname(path))))).toBe('/root');
  }
});

describe('a symbolic link inside the directory', () => {
  const identity = new SessionIdentity({ agentName: 'a', userId: 'u', chatName: 'c' });
  const leaves = /symbolic link/;

  test.each([1, 2, 3])('is not followed where it stands for a folder (%i levels deep)', async (level) => {
    const [directory, outside] = [newDirectory(), newDirectory()];
    const folders = ['u.u', 'a.a', 'c.c'].slice(0, level);
    mkdirSync(join(directory, ...folders.slice(0, -1)), { recursive: true });
    symlinkSync(outside, join(directory, ...folders));
    const driver = new FileDriver({ directory });
    await expect(driver.append(identity, [{ n: 1 }])).rejects.toThrow(leaves);
    await expect(driver.update(identity, () => [])).rejects.toThrow(leaves);
    expect(allNames(outside)).toEqual([]);
    await driver.close();
  });

  test('is not followed where it stands for a list', async () => {
    const [directory, outside] = [newDirectory(), newDirectory()];
    const driver = new FileDriver({ directory });
    await driver.append(identity, [{ n: 1 }]);
    await driver.remove(identity);
    mkdirSync(dirname(logPath(directory, identity)), { recursive: true });
    writeFileSync(join(outside, 'secret'), '\n[{"secret":true}]\n');
    symlinkSync(join(outside, 'secret'), logPath(directory, identity));
    await expect(driver.read(identity)).rejects.toThrow(leaves);
    await expect(driver.append(identity, [{ n: 1 }])).rejects.toThrow(leaves);
    expect(readFileSync(join(outside, 'secret'), 'utf8')).toBe('\n[{"secret":true}]\n');
    const listed: string[] = [];
    for await (const { key } of driver.list()) listed.push(key);
    expect(listed).toEqual([]);
    await driver.close();
  });

  test('may be the directory itself', async () => {
    const [directory, link] = [newDirectory(), join(newDirectory(), 'link')];
    symlinkSync(directory, link);
    const driver = new FileDriver({ directory: link });
    await driver.append(identity, [{ n: 1 }]);
    expect(await new FileDriver({ directory }).read(identity)).toEqual([{ n: 1 }]);
    await driver.close();
  });
});

describe('a failure', () => {
  const identity = new SessionIdentity({ agentName: 'a' });

  test('names the driver, the operation, the identity, the cause and what to do', async () => {
    const directory = newDirectory();
    writeFileSync(join(directory, 'u'), 'a file where a folder should be');
    const driver = new FileDriver({ directory });
    await expect(driver.append(identity, [{ n: 1 }])).rejects.toMatchObject({
      name: 'DriverError',
      driver: 'file',
      operation: 'append',
      identity: identity.key,
      cause: expect.objectContaining({ code: 'ENOTDIR' }),
      message: expect.stringContaining('move it away'),
    });
  });

  test('of a read is never an empty list', async () => {
    const directory = newDirectory();
    writeFileSync(join(directory, 'u'), 'a file where a folder should be');
    const driver = new FileDriver({ directory });
    await expect(driver.read(identity)).rejects.toMatchObject({ name: 'DriverError', operation: 'read' });
    await expect(driver.readLast(identity, 1)).rejects.toMatchObject({ name: 'DriverError', operation: 'readLast' });
  });

  test('comes within timeoutMs where the file system hangs', async () => {
    const directory = newDirectory();
    const path = logPath(directory, identity);
    mkdirSync(dirname(path), { recursive: true });
    // Whoever opens a pipe for reading waits until somebody opens it for writing.
    execFileSync('mkfifo', [path]);
    const driver = new FileDriver({ directory, timeoutMs: 50 });
    await expect(driver.read(identity)).rejects.toMatchObject({ code: 'timeout', driver: 'file', operation: 'read' });
    closeSync(openSync(path, 'w'));
  });

  test('of options is a ConfigError at once', () => {
    // @ts-expect-error a directory is needed
    expect(() => new FileDriver({})).toThrow('directory must say where the files lie');
    expect(() => new FileDriver({ directory: 'd', ttlSeconds: -1 })).toThrow('ttlSeconds must be a positive number');
  });
});

test('a closed driver says so', async () => {
  const driver = new FileDriver({ directory: newDirectory() });
  const identity = new SessionIdentity({ agentName: 'a' });
  await driver.append(identity, [{ n: 1 }]);
  await driver.close();
  await driver.close();
  await expect(driver.read(identity)).rejects.toMatchObject({ code: 'closed' });
});

test('more lists than files may be open at once are no trouble', async () => {
  const driver = new FileDriver({ directory: newDirectory(), fsync: false });
  const identities = Array.from(
    { length: 300 },
    (_, n) => new SessionIdentity({ agentName: 'a', chatName: String(n) }),
  );
  for (const round of [1, 2]) await Promise.all(identities.map((identity) => driver.append(identity, [{ round }])));
  for (const identity of identities) expect(await driver.read(identity)).toEqual([{ round: 1 }, { round: 2 }]);
  await driver.close();
});
