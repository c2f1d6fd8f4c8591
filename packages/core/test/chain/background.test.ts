import { ChainError, ConfigError, DriverError, type LinkOptions } from '../../src/index.ts';
import { FaultyDriver } from '../faulty-driver.ts';
import { type Chained, chainWith, entry, holdings, identity, recovered, textsIn } from './chain-of.ts';

const first = entry('one');

/** A driver, and one that is written in the background. */
function behind(
  background: NonNullable<LinkOptions['background']> = true,
): Pick<Chained, 'chain' | 'events'> & { front: FaultyDriver; back: FaultyDriver } {
  const [front, back] = [new FaultyDriver(), new FaultyDriver()];
  const drivers = [
    { id: 'front', driver: front },
    { id: 'back', driver: back, background },
  ];
  return { ...chainWith(drivers), front, back };
}

test('what only the failed driver may have is not absent because one in the background has nothing', async () => {
  const { chain, front, back } = behind();
  await chain.append(identity, [first]);
  await chain.flush();
  await back.remove(identity);
  front.fault = 'refuse';
  await expect(chain.read(identity)).rejects.toThrow(ChainError);
  await expect(chain.readLast(identity, 1)).rejects.toThrow(ChainError);
  await expect(chain.update(identity, (list) => list)).rejects.toThrow(ChainError);
});

test('a driver in the background is written after the change was acknowledged, and has it once the queue is flushed', async () => {
  const { chain, back } = behind();
  const held = back.holdNext('append');
  await chain.append(identity, [first]);
  await held.reached;
  expect(chain.status().map(({ queueLength }) => queueLength)).toEqual([0, 1]);
  const flushing = chain.flush();
  held.release();
  await flushing;
  expect(chain.status().map(({ queueLength }) => queueLength)).toEqual([0, 0]);
  expect(textsIn(await back.read(identity))).toEqual(['one']);
});

test('a driver in the background is asked once those who waited for the change have gone on', async () => {
  const { chain, back } = behind();
  await chain.append(identity, [first]);
  expect(back.calls).toEqual([]);
  await chain.flush();
  expect(back.calls[0]).toBe('append');
});

test('what is appended to one session while another append is under way is one append', async () => {
  const { chain, back } = behind();
  const held = back.holdNext('append');
  await chain.append(identity, [first]);
  await held.reached;
  for (const text of ['two', 'three', 'four']) await chain.append(identity, [entry(text)]);
  expect(chain.status()[1]?.queueLength).toBe(4);
  held.release();
  await chain.flush();
  expect(back.calls.filter((call) => call === 'append')).toHaveLength(2);
  expect(textsIn(await back.read(identity))).toEqual(['one', 'two', 'three', 'four']);
});

test('updates and blind writes reach it in their order', async () => {
  const { chain, front, back } = behind();
  await chain.append(identity, [first]);
  await chain.update(identity, (list) => [...(list ?? []), entry('two')]);
  await chain.append(identity, [entry('three')]);
  await chain.flush();
  expect(await holdings(front, back)).toEqual(Array(2).fill(['one', 'two', 'three']));
  await chain.write(identity, [entry('instead')]);
  await chain.update(identity, () => null);
  await chain.append(identity, [entry('new')]);
  await chain.flush();
  expect(await holdings(front, back)).toEqual([['new'], ['new']]);
});

test("a full queue: 'reject' changes nothing and says what to do", async () => {
  const { chain, front, back } = behind({ maxQueued: 2, whenFull: 'reject' });
  const held = back.holdNext('append');
  for (const text of ['one', 'two']) await chain.append(identity, [entry(text)]);
  for (const change of [
    () => chain.append(identity, [entry('three')]),
    () => chain.write(identity, []),
    () => chain.update(identity, (list) => list),
  ]) {
    const error: unknown = await change().catch((rejection: unknown) => rejection);
    expect(error).toBeInstanceOf(DriverError);
    expect(error).toMatchObject({ code: 'full', driver: 'back', identity: identity.key });
    expect(String(error)).toContain('maxQueued');
  }
  expect(await holdings(front)).toEqual([['one', 'two']]);
  expect(chain.status()[1]).toMatchObject({ queueLength: 2, state: 'up' });
  held.release();
  await chain.flush();
  await chain.append(identity, [entry('again')]);
  await chain.flush();
  expect(await holdings(front, back)).toEqual(Array(2).fill(['one', 'two', 'again']));
});

test("a full queue: 'wait' changes nothing until there is room, and loses nothing", async () => {
  const { chain, front, back } = behind({ maxQueued: 1 });
  const held = back.holdNext('append');
  await chain.append(identity, [first]);
  await held.reached;
  const waiting = ['two', 'three'].map((text) => chain.append(identity, [entry(text)]));
  expect(await Promise.race([...waiting, chain.read(identity)])).not.toBeUndefined();
  expect(await holdings(front)).toEqual([['one']]);
  held.release();
  await Promise.all(waiting);
  await chain.flush();
  expect(await holdings(front, back)).toEqual(Array(2).fill(['one', 'two', 'three']));
});

test('a queue that is full gives back the place that was taken in another one', async () => {
  const [front, roomy, narrow] = [new FaultyDriver(), new FaultyDriver(), new FaultyDriver()];
  const { chain } = chainWith([
    { id: 'front', driver: front },
    { id: 'roomy', driver: roomy, background: { maxQueued: 3, whenFull: 'reject' } },
    { id: 'narrow', driver: narrow, background: { maxQueued: 1, whenFull: 'reject' } },
  ]);
  const held = [roomy, narrow].map((driver) => driver.holdNext('append'));
  await chain.append(identity, [first]);
  for (let at = 0; at < 5; at++) {
    await expect(chain.append(identity, [entry('no')])).rejects.toMatchObject({ code: 'full', driver: 'narrow' });
  }
  expect(chain.status().map(({ queueLength }) => queueLength)).toEqual([0, 1, 1]);
  for (const { release } of held) release();
  await chain.flush();
  expect(chain.status().map(({ queueLength }) => queueLength)).toEqual([0, 0, 0]);
});

test('what it missed is noted, told and handed over', async () => {
  const { chain, back, events } = behind();
  back.failNext('append', 'refuse');
  await chain.append(identity, [first]);
  await chain.flush();
  expect(chain.status()[1]).toMatchObject({ state: 'recovering', pendingHints: 1, queueLength: 0 });
  await recovered(chain);
  expect(textsIn(await back.read(identity))).toEqual(['one']);
  expect(events).toEqual(['degraded', 'repaired', 'recovered'].map((name) => ({ name, driver: 'back' })));
});

test('changes that no driver took give their places back', async () => {
  const { chain, front } = behind({ maxQueued: 1, whenFull: 'reject' });
  front.fault = 'hang';
  for (let at = 0; at < 3; at++) {
    await expect(chain.update(identity, (list) => [...(list ?? []), first])).rejects.toMatchObject({ code: 'chain' });
  }
  front.fault = null;
  await recovered(chain);
  await chain.append(identity, [first]);
  await chain.flush();
  expect(chain.status()[1]?.queueLength).toBe(0);
});

test('it does not count for minWrites, and is asked for a list last', async () => {
  const [back, front] = [new FaultyDriver(), new FaultyDriver()];
  const drivers = [
    { id: 'back', driver: back, background: true },
    { id: 'front', driver: front },
  ];
  expect(() => chainWith(drivers, { minWrites: 2 })).toThrow(ConfigError);
  const { chain } = chainWith(drivers, { minWrites: 'all' });
  back.failNext('append', 'refuse');
  await chain.append(identity, [first]);
  await chain.flush();
  back.calls.length = 0;
  expect(textsIn(await chain.read(identity))).toEqual(['one']);
  expect(back.calls).not.toContain('readLast');
});

test('what only it still has is read from it', async () => {
  const { chain, front, events } = behind();
  await chain.append(identity, [first]);
  await chain.flush();
  await front.remove(identity);
  expect(textsIn(await chain.read(identity))).toEqual(['one']);
  await chain.flush();
  expect(await holdings(front)).toEqual([['one']]);
  expect(events).toEqual([]);
});

test('a removal waits for what is queued, and nothing of it comes back', async () => {
  const { chain, front, back } = behind();
  const held = back.holdNext('append');
  await chain.append(identity, [first]);
  await held.reached;
  const removing = chain.remove(identity);
  held.release();
  await removing;
  await chain.flush();
  expect(await chain.read(identity)).toBeNull();
  expect(await holdings(front, back)).toEqual([[], []]);
});

test('close waits for what is queued', async () => {
  const { chain, back } = behind();
  const held = back.holdNext('append');
  await chain.append(identity, [first]);
  await held.reached;
  const closing = chain.close();
  held.release();
  await closing;
  expect(textsIn(await back.read(identity))).toEqual(['one']);
});
