import { DriverChain } from '../../src/chain/index.ts';
import { ConfigError, SessionIdentity } from '../../src/index.ts';
import { FaultyDriver } from '../faulty-driver.ts';
import { entry, identity, textsIn } from './chain-of.ts';

const day = 86_400;
const other = new SessionIdentity({ agentName: 'support', chatName: 'other' });

/** Two regions: each writes to a driver of its own and to one that both share. */
function regions(keepRemovalsSeconds?: number) {
  const [eu, us, shared] = [new FaultyDriver(), new FaultyDriver(), new FaultyDriver()];
  const chainOf = (own: FaultyDriver) =>
    new DriverChain({
      reads: 'merged',
      timeoutMs: 60,
      ...(keepRemovalsSeconds !== undefined && { keepRemovalsSeconds }),
      drivers: [
        { driver: own, id: 'near' },
        { driver: shared, id: 'shared' },
      ],
    });
  return { eu, us, shared, inEu: chainOf(eu), inUs: chainOf(us) };
}

// Goes on from test to test: revisions never go back.
let now = Date.now();
beforeEach(() => {
  jest.useFakeTimers({ now, doNotFake: ['nextTick', 'setImmediate', 'queueMicrotask'] });
});
afterEach(() => {
  jest.useRealTimers();
});

function passSeconds(seconds: number): void {
  now += seconds * 1_000;
  jest.setSystemTime(now);
}

test('what was removed in one region stays removed in one that was away, for as long as removals are kept', async () => {
  const { inEu, inUs, eu } = regions(7 * day);
  await inEu.append(identity, [entry('one')]);
  expect(textsIn(await inUs.read(identity))).toEqual(['one']);
  await inUs.remove(identity);
  passSeconds(6 * day);
  // Whoever is old enough to be taken away is taken away by a read.
  expect(await inUs.read(identity)).toBeNull();
  await inUs.flush();
  expect(textsIn(await eu.read(identity))).toEqual(['one']);
  expect(await inEu.read(identity)).toBeNull();
  expect(await inUs.read(identity)).toBeNull();
});

test('a region takes over removals of another one that it hears of, before anybody reads what was removed', async () => {
  const { inEu, inUs, eu } = regions(7 * day);
  await inEu.append(identity, [entry('one')]);
  await inUs.read(identity);
  await inUs.remove(identity);
  passSeconds(120);
  await inEu.read(other);
  await inEu.flush();
  expect(textsIn(await eu.read(identity))).toEqual([]);
});

test('once removals are not kept any more, nothing is left of them', async () => {
  const { inEu, inUs, eu, us, shared } = regions(7 * day);
  await inEu.append(identity, [entry('one')]);
  await inUs.read(identity);
  await inUs.remove(identity);
  await inEu.read(identity);
  passSeconds(8 * day);
  await inUs.read(identity);
  await inUs.flush();
  await inEu.read(identity);
  await inEu.flush();
  expect(await Promise.all([eu, us, shared].map((driver) => driver.read(identity)))).toEqual([null, null, null]);
});

test.each([599, Number.NaN, Number.POSITIVE_INFINITY, '700' as unknown as number])(
  'to keep removals for %p seconds is refused',
  (seconds) => {
    expect(() => regions(seconds)).toThrow(ConfigError);
  },
);
