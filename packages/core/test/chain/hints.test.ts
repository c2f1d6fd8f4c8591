import { SessionIdentity } from '../../src/index.ts';
import { chainOf, entry, holdings, identity, process, recovered, textsIn } from './chain-of.ts';

const first = entry('one');
const second = entry('two', first._rev);

/** Under which chains of a, b and c keep what they have to remember. */
const reserved = new SessionIdentity({ agentName: '@agentstore/chain', chatName: 'a+b+c' });

test('what a driver missed while another miss was made good stays noted, and is handed over', async () => {
  const { chain, a } = chainOf();
  a.failNext('append', 'refuse');
  await chain.append(identity, [first]);
  const held = a.holdNext('update');
  const repairing = chain.repair(identity);
  await held.reached;
  a.failNext('append', 'refuse');
  await chain.append(identity, [second]);
  held.release();
  await repairing;
  expect(chain.status()[0]).toMatchObject({ driver: 'a', pendingHints: 1 });
  expect(chain.agreedAt(identity)).toBeNull();
  await recovered(chain);
  expect(await holdings(a)).toEqual([['one', 'two']]);
});

test('what stands among the hints and is none hides nothing and stays there', async () => {
  const { chain, a, b, c } = chainOf();
  const foreign = [{ text: 'x' }, { id: '1', driver: 'a', key: 'no key' }, { id: 2, driver: null, key: identity.key }];
  await b.write(reserved, foreign);
  await chain.append(identity, [first]);
  expect(textsIn(await chain.read(identity))).toEqual(['one']);
  a.failNext('append', 'refuse');
  await chain.append(identity, [second]);
  await recovered(chain);
  await chain.flush();
  expect(await holdings(a, b, c)).toEqual(Array(3).fill(['one', 'two']));
  expect(await b.read(reserved)).toEqual(foreign);
  const listed: string[] = [];
  for await (const { key } of process(a, b, c).chain.list()) listed.push(key);
  expect(listed).toEqual([identity.key]);
});

test('a hint goes to the other drivers: the one that failed is not asked a second time', async () => {
  const { chain, a, b, c } = chainOf();
  a.fault = 'refuse';
  await chain.append(identity, [first]);
  expect(a.calls).toEqual(['append']);
  const hint = expect.objectContaining({ driver: 'a', key: identity.key });
  expect(await Promise.all([b, c].map((driver) => driver.read(reserved)))).toEqual([[hint], [hint]]);
});
