import { ChainError, type Item, Storage } from '../../src/index.ts';
import { fold } from '../../src/journal/journal.ts';
import { rewriteOf } from '../../src/journal/rewrite.ts';
import { Notes, note, textsOf } from '../storage/notes.ts';
import { chainOf, entry, holdings, identity, process, recovered, textsIn } from './chain-of.ts';

const first = entry('one');
const second = entry('two', first._rev);
const third = entry('three', second._rev);

function adding(item: Item): (list: Item[] | null) => Item[] {
  return (list) => [...(list ?? []), item];
}

test('the first driver decides, and the others take its outcome without losing what they alone have', async () => {
  const { chain, a, b, c } = chainOf();
  await chain.append(identity, [first]);
  await chain.read(identity);
  await c.append(identity, [second]);
  const outcome = await chain.update(identity, adding(third));
  expect(textsIn(outcome)).toEqual(['one', 'three']);
  expect(await holdings(a, b, c)).toEqual([
    ['one', 'three'],
    ['one', 'three'],
    ['one', 'two', 'three'],
  ]);
});

test('a driver whose list is not whole decides on what all have together', async () => {
  const { chain, a, b, c } = chainOf();
  await b.write(identity, [first]);
  await c.write(identity, [second]);
  const given: unknown[] = [];
  await chain.update(identity, (list) => {
    given.push(textsIn(list));
    return adding(third)(list);
  });
  expect(given).toEqual([['one', 'two']]);
  expect(await holdings(a, b, c)).toEqual(Array(3).fill(['one', 'two', 'three']));
});

test('where the first driver fails, the next one decides, and the first is not asked a second time', async () => {
  const { chain, a, b, c, events } = chainOf();
  await chain.append(identity, [first]);
  await chain.read(identity);
  a.fault = 'hang';
  a.calls.length = 0;
  expect(textsIn(await chain.update(identity, adding(second)))).toEqual(['one', 'two']);
  expect(a.calls).toEqual(['update']);
  a.fault = null;
  expect(await holdings(a, b, c)).toEqual([['one'], ['one', 'two'], ['one', 'two']]);
  expect(events).toEqual([{ name: 'degraded', driver: 'a' }]);
  await recovered(chain);
  expect(await holdings(a)).toEqual([['one', 'two']]);
  expect(events.slice(1)).toEqual([
    { name: 'repaired', driver: 'a' },
    { name: 'recovered', driver: 'a' },
  ]);
});

test('where no driver can decide, the error names each', async () => {
  const { chain, a, b, c } = chainOf();
  for (const driver of [a, b, c]) driver.fault = 'refuse';
  const error: unknown = await chain.update(identity, adding(first)).catch((rejection: unknown) => rejection);
  expect(error).toMatchObject({
    code: 'chain',
    operation: 'update',
    causes: ['a', 'b', 'c'].map((driver) => ({ driver })),
  });
});

test('an update that is made of what may be old is marked before it is made', async () => {
  const { chain, a, b, events } = chainOf();
  await chain.append(identity, [first]);
  await chain.read(identity);
  await a.remove(identity);
  b.fault = 'refuse';
  let before: unknown;
  await chain.update(identity, (list) => {
    before = [...events];
    return adding(second)(list);
  });
  expect(before).toEqual([{ name: 'degraded', driver: 'b' }]);
});

test('an update is refused where a driver that failed may have what the others lack', async () => {
  const { chain, a, b, c } = chainOf();
  await c.write(identity, [first]);
  c.fault = 'refuse';
  const change = jest.fn(adding(second));
  await expect(chain.update(identity, change)).rejects.toThrow(ChainError);
  expect(change).not.toHaveBeenCalled();
  c.fault = null;
  expect(await holdings(a, b, c)).toEqual([null, null, ['one']]);
});

test('what a driver did though it failed is handed over, also where no other one could decide', async () => {
  const { chain, a, b, c } = chainOf();
  await chain.read(identity);
  // It finds that it needs the others first.
  a.failNext('update', 'lose reply');
  a.failNext('update', 'lose reply');
  a.failNext('read', 'refuse');
  await expect(chain.update(identity, adding(first))).rejects.toThrow(/do not have all of it/);
  expect(await holdings(a, b, c)).toEqual([['one'], null, null]);
  await recovered(chain);
  expect(await holdings(a, b, c)).toEqual(Array(3).fill(['one']));
});

test('what a driver comes to after its time it does not do', async () => {
  const { chain, a, b, c } = chainOf();
  await chain.append(identity, [first]);
  await chain.read(identity);
  const held = a.holdNext('update');
  const change = jest.fn(adding(second));
  expect(textsIn(await chain.update(identity, change))).toEqual(['one', 'two']);
  held.release();
  await recovered(chain);
  expect(change).toHaveBeenCalledTimes(1);
  expect(await holdings(a, b, c)).toEqual(Array(3).fill(['one', 'two']));
});

test('what the change throws comes out itself, no other driver is asked for another opinion, nothing is written', async () => {
  const { chain, a, b, c, events } = chainOf();
  const thrown = new RangeError('no');
  const refusing = () => {
    throw thrown;
  };
  await expect(chain.update(identity, refusing)).rejects.toBe(thrown);
  await chain.append(identity, [first]);
  for (const driver of [a, b, c]) driver.calls.length = 0;
  await expect(chain.update(identity, refusing)).rejects.toBe(thrown);
  expect([a.calls, b.calls, c.calls]).toEqual([['update'], [], []]);
  expect(await holdings(a, b, c)).toEqual([['one'], ['one'], ['one']]);
  expect(events).toEqual([]);
});

test('rewrites that did not see each other raise a conflict once they meet, and every message stands once', async () => {
  const { chain, a, b, events } = chainOf();
  const rewrite = () => rewriteOf([first], fold([first]), null);
  await a.write(identity, [rewrite(), entry('unknown to b', 'missing')]);
  await b.write(identity, [rewrite(), entry('unknown to a', 'missing')]);
  const list = await chain.read(identity);
  expect(textsIn(list)).toEqual(['one', 'unknown to b', 'unknown to a']);
  expect(events).toEqual([{ name: 'conflict' }]);
});

test('raw lists: the outcome replaces what each driver has', async () => {
  const { chain, a, b, c } = chainOf();
  await chain.write(identity, [{ raw: 1 }]);
  await chain.update(identity, () => [{ raw: 2 }]);
  expect(await Promise.all([a, b, c].map((driver) => driver.read(identity)))).toEqual(Array(3).fill([{ raw: 2 }]));
});

test('a message that one driver alone has outlives an update that lost its first reply and met another driver', async () => {
  const { chain, a, b, c } = chainOf();
  const session = { agentName: 'support', userId: 'u1', chatName: 'c1' };
  await new Notes(session, chain).add(note('seen by all'));
  b.failNext('append', 'refuse');
  c.failNext('append', 'refuse');
  await new Notes(session, chain).add(note('on a alone'));

  // Another process does not know what b and c missed.
  const other = new Notes(session, process(a, b, c).chain);
  a.failNext('update', 'lose reply');
  await other.update((all) => [...all, note('new')]);

  await other.update((all) => all);
  const united = await process(a, b, c).chain.read(identity);
  expect(textsIn(united)?.toSorted()).toEqual(['new', 'on a alone', 'seen by all']);
});

test('storages work on a chain as on a driver', async () => {
  const { chain, a, b, c } = chainOf();
  const notes = new Notes({ agentName: 'support', userId: 'u1', chatName: 'c1' }, chain);
  expect(notes).toBeInstanceOf(Storage);
  await notes.add(note('a'));
  a.fault = 'refuse';
  await notes.add(note('b'));
  a.fault = null;
  await notes.update((all) => all.map(({ text }) => note(`${text}!`)));
  await notes.removeItem(({ text }) => text === 'a!');
  await notes.add(note('c'));
  expect(await textsOf(notes)).toEqual(['b!', 'c']);
  await recovered(chain);
  expect(await holdings(a, b, c)).toEqual(Array(3).fill(['b!', 'c']));
});
