import { withDeadline } from '../../src/index.ts';

const details = { driver: 'mine', operation: 'read' as const };
const never = () => new Promise<never>(() => {});

test('settles as the work does, in time', async () => {
  await expect(withDeadline(Promise.resolve(1), 1_000, details)).resolves.toBe(1);
  await expect(withDeadline(Promise.reject(new Error('no')), 1_000, details)).rejects.toThrow('no');
});

test('each of many that begin one after another has all of its time, and no more', async () => {
  const waits: number[] = [];
  const begin = async () => {
    const start = performance.now();
    await expect(withDeadline(never(), 60, details)).rejects.toMatchObject({ code: 'timeout', driver: 'mine' });
    waits.push(performance.now() - start);
  };
  const works = [begin()];
  for (let n = 0; n < 5; n++) {
    await withDeadline(new Promise((resolve) => setTimeout(resolve, 15)), 1_000, details);
    works.push(begin(), withDeadline(Promise.resolve(), 60, details));
  }
  await Promise.all(works);
  expect(waits).toHaveLength(6);
  expect(Math.min(...waits)).toBeGreaterThanOrEqual(60);
  expect(Math.max(...waits)).toBeLessThan(1_000);
});

test('a shorter one passes while a longer one that began before goes on', async () => {
  const passed: number[] = [];
  const works = [150, 30].map((timeoutMs) =>
    withDeadline(never(), timeoutMs, details).catch(() => passed.push(timeoutMs)),
  );
  await Promise.all(works);
  expect(passed).toEqual([30, 150]);
});

test('one that is under way keeps the process alive, and none that is over', async () => {
  const timers = () => process.getActiveResourcesInfo().filter((name) => name === 'Timeout').length;
  const before = timers();
  let finish = () => {};
  const work = new Promise<void>((resolve) => {
    finish = resolve;
  });
  const waiting = [1, 2].map(() => withDeadline(work, 12_345, details));
  expect(timers()).toBe(before + 1);
  finish();
  await Promise.all(waiting);
  expect(timers()).toBe(before);
});
