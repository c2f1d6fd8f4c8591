import { Call, Calls, cleanError, retried } from '../../src/backend/index.ts';
import { ConfigError, DriverError, SessionIdentity } from '../../src/index.ts';

const identity = new SessionIdentity({ agentName: 'a' });
const details = { driver: 'mine', operation: 'read' as const };

function callsOf(options = {}): Calls {
  return new Calls('mine', options, (given, error) => new DriverError({ ...given, reason: String(error) }));
}

describe('the calls of a driver', () => {
  test('fail as the driver tells it, with the driver, the operation and the identity', async () => {
    const failing = callsOf().run('read', identity, () => Promise.reject(new Error('no')));
    await expect(failing).rejects.toMatchObject({ driver: 'mine', operation: 'read', identity: 'u/a.a/c/s' });
    await expect(failing).rejects.toThrow('Error: no');
  });

  test('keep a DriverError as it is', async () => {
    const error = new DriverError({ ...details, code: 'corrupt' });
    await expect(callsOf().run('read', null, () => Promise.reject(error))).rejects.toBe(error);
  });

  test('end at the deadline, though the work goes on', async () => {
    const forever = callsOf({ timeoutMs: 20 }).run('read', null, (call) => call.wait(() => new Promise(() => {})));
    await expect(forever).rejects.toMatchObject({ code: 'timeout' });
  });

  test('that change one list take turns, also behind one that came to its deadline', async () => {
    const calls = callsOf({ timeoutMs: 100 });
    const log: string[] = [];
    const hanging = calls.inTurn('append', identity, (call) => call.wait(() => new Promise(() => {})));
    await new Promise((resolve) => setTimeout(resolve, 50));
    const works = ['first', 'second'].map((name) =>
      calls.inTurn('append', identity, async () => {
        log.push(`${name} begins`);
        await Promise.resolve();
        log.push(`${name} ends`);
      }),
    );
    expect(log).toEqual([]);
    await expect(hanging).rejects.toMatchObject({ code: 'timeout' });
    await Promise.all(works);
    expect(log).toEqual(['first begins', 'first ends', 'second begins', 'second ends']);
  });

  test('are none after close(), which says so the first time', async () => {
    const calls = callsOf();
    expect([calls.close(), calls.close()]).toEqual([true, false]);
    await expect(calls.run('read', null, async () => 1)).rejects.toMatchObject({ code: 'closed' });
  });

  test('refuse options that no driver takes', () => {
    expect(() => callsOf({ timeoutMs: 0 })).toThrow(ConfigError);
  });
});

describe('a call', () => {
  test('aborts its signal at the deadline, also one that is asked for later', async () => {
    const call = new Call(details, 10);
    const { signal } = call;
    await expect(call.wait(() => new Promise(() => {}))).rejects.toMatchObject({ code: 'timeout' });
    expect(signal.aborted).toBe(true);
    expect(call.signal.aborted).toBe(true);

    const other = new Call(details, 10);
    await expect(other.wait(() => new Promise(() => {}))).rejects.toMatchObject({ code: 'timeout' });
    expect(other.signal.aborted).toBe(true);
  });

  test('begins nothing after its deadline', async () => {
    const call = new Call(details, 1);
    await expect(call.wait(() => new Promise(() => {}))).rejects.toMatchObject({ code: 'timeout' });
    let isBegun = false;
    const late = call.wait(async () => {
      isBegun = true;
    });
    await expect(late).rejects.toMatchObject({ code: 'timeout' });
    expect(isBegun).toBe(false);
  });
});

test('calls keep the process alive while they are under way, by one timer for all, and no longer', () => {
  const timers = () => process.getActiveResourcesInfo().filter((name) => name === 'Timeout').length;
  const before = timers();
  const calls = [1, 2].map(() => new Call(details, 12_345));
  expect(timers()).toBe(before + 1);
  for (const call of calls) call.end();
  expect(timers()).toBe(before);
});

test('each of many calls that begin one after another has all of its time, and no more', async () => {
  const waits: number[] = [];
  const begin = async () => {
    const start = performance.now();
    await expect(new Call(details, 60).wait(() => new Promise(() => {}))).rejects.toMatchObject({ code: 'timeout' });
    waits.push(performance.now() - start);
  };
  const works = [begin()];
  for (let n = 0; n < 5; n++) {
    await new Promise((resolve) => setTimeout(resolve, 15));
    new Call(details, 60).end();
    works.push(begin());
  }
  await Promise.all(works);
  expect(waits).toHaveLength(6);
  expect(Math.min(...waits)).toBeGreaterThanOrEqual(59.9);
  expect(Math.max(...waits)).toBeLessThan(1_000);
});

describe('retried work', () => {
  /** Fails that many times. */
  function flaky(failures: number) {
    const attempts: number[] = [];
    const work = async (before: number) => {
      attempts.push(before);
      if (before < failures) throw new Error(`failure ${before + 1}`);
      return 'done';
    };
    return { attempts, work };
  }

  async function within<T>(timeoutMs: number, run: (call: Call) => Promise<T>): Promise<T> {
    const call = new Call(details, timeoutMs);
    return run(call).finally(() => call.end());
  }

  test('is begun again until it succeeds, and told how often it failed', async () => {
    const { attempts, work } = flaky(2);
    expect(await within(5_000, (call) => retried(call, work, () => Number.POSITIVE_INFINITY))).toBe('done');
    expect(attempts).toEqual([0, 1, 2]);
  });

  test('ends with its own failure after as many attempts as that is worth', async () => {
    const { attempts, work } = flaky(9);
    await expect(within(5_000, (call) => retried(call, work, () => 2))).rejects.toThrow('failure 2');
    expect(attempts).toEqual([0, 1]);
  });

  test('ends with its own failure where there is no time for another attempt', async () => {
    const { work } = flaky(1_000);
    const start = performance.now();
    await expect(within(200, (call) => retried(call, work, () => Number.POSITIVE_INFINITY))).rejects.toThrow(
      /^failure/,
    );
    expect(performance.now() - start).toBeLessThan(300);
  });
});

test('an error that is shown has no secret in any of its parts, and none of what clients put into theirs', () => {
  const cause = Object.assign(new Error('hunter2 was refused'), { command: 'SET hunter2', code: 'EAUTH' });
  const clean = cleanError(new Error('login with hunter2 failed', { cause }), ['hunter2']);
  expect(`${clean.message} ${clean.stack} ${(clean.cause as Error).message}`).not.toContain('hunter2');
  expect(clean.cause).toMatchObject({ code: 'EAUTH', message: '*** was refused' });
  expect(clean.cause).not.toHaveProperty('command');
});
