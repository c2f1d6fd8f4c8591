import {
  appendFileSync,
  existsSync,
  readdirSync,
  readFileSync,
  renameSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { dirname } from 'node:path';
import { SessionIdentity } from '@agentstore/core';
import { FileDriver } from '../src/index.ts';
import { logPath, nextPath } from '../src/layout.ts';
import { headLine, holdLine, itemsLine, removedLine, sealLine, wholeLog } from '../src/log-format.ts';
import { temporaryDirectory } from './temporary-directory.ts';

const directory = temporaryDirectory();
const driver = new FileDriver({ directory });
afterAll(() => driver.close());

let sessions = 0;

/** A log as a process left it when it was killed: the lines, and what lies beside it by its nonce. */
function leftBehind(text: string | Buffer | (() => string), beside: { readonly [nonce: string]: string } = {}) {
  const identity = new SessionIdentity({ agentName: 'killed', chatName: String(sessions++) });
  const path = logPath(directory, identity);
  // Makes the folders.
  return {
    identity,
    path,
    async lay() {
      await driver.append(identity, [{ made: 'folders' }]);
      writeFileSync(path, typeof text === 'function' ? text() : text);
      for (const [nonce, content] of Object.entries(beside)) writeFileSync(nextPath(path, 'log1', nonce), content);
    },
    namesBeside: () => (existsSync(dirname(path)) ? readdirSync(dirname(path)) : []),
  };
}

const head = headLine('log1', 'k');
const twoItems = itemsLine([{ n: 1 }], 'aaaaaaaa') + itemsLine([{ n: 2 }], 'bbbbbbbb');

/** Every instant at which a writer can have been killed, what is read then, and what the next append makes of it. */
const instants = [
  { title: 'before it wrote anything', text: '', items: null },
  { title: 'inside the first line', text: head.slice(0, 20), items: null },
  { title: 'after the head', text: head, items: null },
  { title: 'inside an append', text: head + twoItems + itemsLine([{ n: 3 }], 'cccccccc').slice(0, -9), items: [1, 2] },
  { title: 'one byte before the end of an append', text: (head + twoItems).slice(0, -1), items: [1] },
  {
    title: 'inside a character',
    text: Buffer.from(`${head}${twoItems}\n["cccccccc",{"t":"é`).subarray(0, -1),
    items: [1, 2],
  },
  {
    title: 'after it wrote the next generation',
    text: head + twoItems,
    beside: { next: wholeLog('log2', 'k', [{ n: 9 }]) },
    items: [1, 2],
  },
  {
    title: 'while it wrote the next generation',
    text: head + twoItems,
    beside: { next: wholeLog('log2', 'k', [{ n: 9 }]).slice(0, -5) },
    items: [1, 2],
  },
  {
    title: 'after it sealed the log',
    text: head + twoItems + sealLine('next', (head + twoItems).length),
    beside: { next: wholeLog('log2', 'k', [{ n: 9 }]) },
    items: [9],
  },
  {
    title: 'after its seal came too late',
    text: head + twoItems + sealLine('next', head.length),
    beside: { next: wholeLog('log2', 'k', [{ n: 9 }]) },
    items: [1, 2],
  },
  {
    title: 'after it asked for rest',
    text: () => head + twoItems + holdLine('dddddddd', Date.now() + 300),
    items: [1, 2],
  },
  {
    title: 'after it removed the list',
    text: head + twoItems + removedLine('dddddddd'),
    beside: { dddddddd: '' },
    items: null,
  },
];

describe.each(instants)('a writer that was killed $title', ({ text, beside, items }) => {
  test('leaves the list as it was before or after its work', async () => {
    const { identity, lay } = leftBehind(text, beside);
    await lay();
    const reader = new FileDriver({ directory });
    expect((await reader.read(identity))?.map(({ n }) => n) ?? null).toEqual(items);
    expect((await reader.readLast(identity, 1))?.map(({ n }) => n) ?? null).toEqual(items?.slice(-1) ?? null);
  });

  test('is no obstacle to an append', async () => {
    const { identity, lay } = leftBehind(text, beside);
    await lay();
    const writer = new FileDriver({ directory });
    await writer.append(identity, [{ n: 'new' }]);
    expect((await writer.read(identity))?.map(({ n }) => n)).toEqual([...(items ?? []), 'new']);
    expect((await writer.readLast(identity, 1))?.map(({ n }) => n)).toEqual(['new']);
    await writer.close();
  });

  test('is no obstacle to an update, which clears away what it left', async () => {
    const { identity, lay, path, namesBeside } = leftBehind(text, beside);
    await lay();
    const writer = new FileDriver({ directory });
    const stored = await writer.update(identity, (found) => [...(found ?? []), { n: 'new' }]);
    expect(stored?.map(({ n }) => n)).toEqual([...(items ?? []), 'new']);
    expect(await writer.read(identity)).toEqual(stored);
    expect(namesBeside().map((name) => path.endsWith(name))).toEqual([true]);
    await writer.close();
  });

  test('leaves nothing that a removal does not remove', async () => {
    const { identity, lay, namesBeside } = leftBehind(text, beside);
    await lay();
    const writer = new FileDriver({ directory });
    await writer.remove(identity);
    expect(await writer.read(identity)).toBeNull();
    expect(namesBeside()).toEqual([]);
    await writer.close();
  });
});

test('a line that is whole and no JSON is an error that names the file’s place, not a shorter list', async () => {
  const { identity, lay } = leftBehind(`${head + twoItems}\n["damaged"}\n`);
  await lay();
  const reader = new FileDriver({ directory });
  await expect(reader.read(identity)).rejects.toMatchObject({
    code: 'corrupt',
    driver: 'file',
    operation: 'read',
    identity: identity.key,
    message: expect.stringContaining(`byte ${(head + twoItems).length + 1}`),
  });
  // What can still be read at the end of the list is not affected; a change of the whole list is.
  await expect(reader.update(identity, () => [])).rejects.toMatchObject({ code: 'corrupt' });
});

test('a log of a newer format is refused, not misread', async () => {
  const { identity, lay } = leftBehind(headLine('log1', 'k').replace('agentstore 1', 'agentstore 2') + twoItems);
  await lay();
  await expect(new FileDriver({ directory }).read(identity)).rejects.toThrow('update @agentstore/file');
});

test('a list that others cut short by hand is read as far as it goes', async () => {
  const { identity, lay, path } = leftBehind(head + twoItems);
  await lay();
  truncateSync(path, statSync(path).size - 3);
  expect(await new FileDriver({ directory }).read(identity)).toEqual([{ n: 1 }]);
});

test('an append goes to the file that the path leads to, though another was put there by hand', async () => {
  const identity = new SessionIdentity({ agentName: 'restored' });
  const writer = new FileDriver({ directory });
  await writer.append(identity, [{ n: 1 }]);
  const path = logPath(directory, identity);
  const backup = readFileSync(path);
  await writer.update(identity, (items) => [...(items ?? []), { n: 2 }]);
  await writer.append(identity, [{ n: 3 }]);
  // A restored backup is a new file.
  writeFileSync(`${path}.restored`, backup);
  renameSync(`${path}.restored`, path);
  await writer.append(identity, [{ n: 4 }]);
  expect(await writer.read(identity)).toEqual([{ n: 1 }, { n: 4 }]);
  await writer.close();
});

test('an append after somebody else’s torn one is on a line of its own', async () => {
  const identity = new SessionIdentity({ agentName: 'torn' });
  const writer = new FileDriver({ directory });
  await writer.append(identity, [{ n: 1 }]);
  appendFileSync(logPath(directory, identity), '\n["ffffffff",{"n":');
  await writer.append(identity, [{ n: 2 }]);
  expect(await writer.read(identity)).toEqual([{ n: 1 }, { n: 2 }]);
  await writer.close();
});
