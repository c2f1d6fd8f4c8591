import { DriverChain } from '../../src/chain/index.ts';
import { ChainError, MemoryDriver, SessionIdentity } from '../../src/index.ts';
import { FaultyDriver } from '../faulty-driver.ts';
import { chainOf, entry, identity, process, recovered } from './chain-of.ts';

const [one, two, three] = ['1', '2', '3'].map((userId) => new SessionIdentity({ agentName: 'support', userId })) as [
  SessionIdentity,
  SessionIdentity,
  SessionIdentity,
];

/** Its list fails, or hangs, after the first identity. */
class Unlistable extends MemoryDriver {
  readonly #fault: 'refuse' | 'hang';

  constructor(fault: 'refuse' | 'hang') {
    super();
    this.#fault = fault;
  }

  override async *list(): AsyncGenerator<SessionIdentity, void, undefined> {
    yield one;
    if (this.#fault === 'hang') await new Promise<never>(() => {});
    throw new Error('network: refuse');
  }
}

async function listed(chain: DriverChain): Promise<{ keys: string[]; error: unknown }> {
  const keys: string[] = [];
  try {
    for await (const { key } of chain.list()) keys.push(key);
  } catch (error) {
    return { keys, error };
  }
  return { keys, error: null };
}

test('a chain lists what any of its drivers holds, each identity once', async () => {
  const [a, b] = [new FaultyDriver(), new FaultyDriver()];
  for (const identity of [one, two]) await a.write(identity, []);
  for (const identity of [two, three]) await b.write(identity, []);
  const chain = new DriverChain({
    drivers: [
      { id: 'a', driver: a },
      { id: 'b', driver: b },
    ],
  });
  expect((await listed(chain)).keys.toSorted()).toEqual([one.key, two.key, three.key]);
  const ofUser: string[] = [];
  for await (const { key } of chain.list({ userId: '3' })) ofUser.push(key);
  expect(ofUser).toEqual([three.key]);
});

test.each(['refuse', 'hang'] as const)(
  'a driver that cannot say all that it holds is an error after what the others have (%s)',
  async (fault) => {
    const healthy = new MemoryDriver();
    for (const identity of [one, two]) await healthy.write(identity, []);
    const chain = new DriverChain({
      timeoutMs: 30,
      drivers: [
        { id: 'broken', driver: new Unlistable(fault) },
        { id: 'healthy', driver: healthy },
      ],
    });
    const { keys, error } = await listed(chain);
    expect(keys.toSorted()).toEqual([one.key, two.key]);
    expect(error).toBeInstanceOf(ChainError);
    expect(error).toMatchObject({ operation: 'list', causes: [{ driver: 'broken' }] });
  },
  5_000,
);

test('a caller that has seen enough ends the listing', async () => {
  const driver = new MemoryDriver();
  for (const identity of [one, two, three]) await driver.write(identity, []);
  const chain = new DriverChain({ drivers: [driver] });
  for await (const identity of chain.list()) {
    expect(identity.key).toBe(one.key);
    break;
  }
});

test('what was removed while a driver was away is not listed by who reaches that one alone', async () => {
  const { chain, b } = chainOf();
  await chain.append(identity, [entry('one')]);
  b.fault = 'refuse';
  await expect(chain.remove(identity)).rejects.toThrow(ChainError);
  b.fault = null;
  await recovered(chain);
  // Elsewhere the drivers beside it hold nothing: a server was lost, or another region has others.
  const another = process(new FaultyDriver(), b, new FaultyDriver());
  expect((await listed(another.chain)).keys).toEqual([]);
});
