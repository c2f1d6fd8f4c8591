import { SessionIdentity } from '../../src/index.ts';
import { chainOf, entry, identity, textsIn } from './chain-of.ts';

const first = entry('one');

/** Under which chains of a, b and c keep what they have to remember. */
const reserved = new SessionIdentity({ agentName: '@agentstore/chain', chatName: 'a+b+c' });

/** Long beside what a busy machine takes, so that what is done at half of it is done before it is over. */
const options = { timeoutMs: 2_000 };

async function until(isSo: () => boolean): Promise<void> {
  while (!isSo()) await new Promise((resolve) => setTimeout(resolve, 10));
}

test('a hint of a driver that is slow is left before it is known to fail, and dropped where it does not', async () => {
  const { chain, a, b } = chainOf(options);
  const held = a.holdNext('append');
  const appending = chain.append(identity, [first]);
  await until(() => b.calls.filter((call) => call === 'append').length === 2);
  expect(chain.status()[0]).toMatchObject({ state: 'up', pendingHints: 0 });
  expect(await b.read(reserved)).toMatchObject([{ driver: 'a', key: identity.key }]);
  held.release();
  await appending;
  await chain.flush();
  expect(await b.read(reserved)).toBeNull();
  expect(textsIn(await a.read(identity))).toEqual(['one']);
});

test('a hint that was left so is the only one, where the driver fails', async () => {
  const { chain, a, b } = chainOf(options);
  a.failNext('append', 'hang');
  await chain.append(identity, [first]);
  expect(chain.status()[0]).toMatchObject({ state: 'down', pendingHints: 1 });
  expect(await b.read(reserved)).toHaveLength(1);
});

test('where the first driver is slow the next one is asked beside it, and answers where the first one fails', async () => {
  const { chain, a, b, events } = chainOf(options);
  await chain.append(identity, [first]);
  await chain.read(identity);
  b.calls.length = 0;
  a.failNext('read', 'hang');
  const reading = chain.read(identity);
  await until(() => b.calls.includes('read'));
  expect(chain.status()[0]).toMatchObject({ state: 'up' });
  expect(textsIn(await reading)).toEqual(['one']);
  expect(b.calls.filter((call) => call === 'read')).toHaveLength(1);
  expect(events.at(-1)).toMatchObject({ name: 'failover', driver: 'b' });
});

test('a read that finds a driver poorer does not wait for all of its deadline until it is mended', async () => {
  const { chain, a, b, c } = chainOf(options);
  await b.append(identity, [first]);
  await c.append(identity, [first]);
  const held = [a.holdNext('append'), a.holdNext('update')];
  const start = performance.now();
  expect(textsIn(await chain.read(identity))).toEqual(['one']);
  expect(performance.now() - start).toBeGreaterThan(options.timeoutMs / 2 - 50);
  expect(await a.read(identity)).toBeNull();
  expect(chain.status()[0]).toMatchObject({ state: 'up' });
  for (const { release } of held) release();
  await chain.flush();
  expect(textsIn(await a.read(identity))).toEqual(['one']);
});

test('one failure takes a driver down that took half of its deadline: the next operation does not wait for another one', async () => {
  const { chain, a } = chainOf(options);
  const held = a.holdNext('append');
  a.failNext('append', 'refuse');
  const appending = chain.append(identity, [first]);
  await held.reached;
  await new Promise((resolve) => setTimeout(resolve, options.timeoutMs / 2 + 50));
  held.release();
  await appending;
  expect(chain.status()[0]).toMatchObject({ state: 'down', lastError: { code: 'failed' } });
  a.calls.length = 0;
  await chain.append(identity, [entry('two')]);
  expect(a.calls).not.toContain('append');
});
