import { Call } from '../../src/backend/call.ts';
import { Courtesy } from '../../src/backend/entry-lists/courtesy.ts';
import { SessionIdentity } from '../../src/index.ts';

const list = new SessionIdentity({ agentName: 'a' });
const another = new SessionIdentity({ agentName: 'b' });

beforeEach(() => jest.useFakeTimers());
afterEach(() => jest.useRealTimers());

/** How long an update waits before it begins, in milliseconds. */
async function waits(courtesy: Courtesy, identity = list, timeoutMs = 5_000): Promise<number> {
  const call = new Call({ driver: 'test', operation: 'update' }, timeoutMs);
  const start = performance.now();
  let end: number | undefined;
  courtesy.wait(call, identity).then(() => {
    end = performance.now();
  });
  while (end === undefined) await jest.advanceTimersByTimeAsync(10);
  call.end();
  return Math.floor((end - start) / 10) * 10;
}

test('who has met others leaves the list to them, for twice as long as its own update took', async () => {
  const courtesy = new Courtesy();
  courtesy.meet(list);
  courtesy.finish(list, 100);
  expect(await waits(courtesy)).toBe(200);
});

test('it does so after each update, as long as others were met in the last three seconds', async () => {
  const courtesy = new Courtesy();
  courtesy.meet(list);
  for (const tookMs of [100, 300]) {
    courtesy.finish(list, tookMs);
    expect(await waits(courtesy)).toBe(2 * tookMs);
  }
  jest.advanceTimersByTime(3_000);
  courtesy.finish(list, 100);
  expect(await waits(courtesy)).toBe(0);
});

test('who has met nobody waits for nobody', async () => {
  const courtesy = new Courtesy();
  courtesy.meet(another);
  courtesy.finish(list, 100);
  expect(await waits(courtesy)).toBe(0);
});

test('what the caller needs in between counts', async () => {
  const courtesy = new Courtesy();
  courtesy.meet(list);
  courtesy.finish(list, 100);
  jest.advanceTimersByTime(150);
  expect(await waits(courtesy)).toBe(50);
});

test('it takes a quarter of the time of a call at most', async () => {
  const courtesy = new Courtesy();
  courtesy.meet(list);
  courtesy.finish(list, 900);
  expect(await waits(courtesy, list, 1_000)).toBe(250);
});
