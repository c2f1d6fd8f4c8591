import { inTurn } from '../../src/index.ts';

function gate(): { open: () => void; opened: Promise<void> } {
  let open = () => {};
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { open, opened };
}

test('works of one owner and one key run one after another, in the order of the calls', async () => {
  const owner = {};
  const log: string[] = [];
  const { open, opened } = gate();
  const first = inTurn(owner, 'key', async () => {
    await opened;
    log.push('first');
  });
  const second = inTurn(owner, 'key', async () => log.push('second'));
  const elsewhere = [
    inTurn(owner, 'other key', async () => log.push('-')),
    inTurn({}, 'key', async () => log.push('-')),
  ];
  await Promise.all(elsewhere);
  expect(log).toEqual(['-', '-']);
  open();
  await Promise.all([first, second]);
  expect(log).toEqual(['-', '-', 'first', 'second']);
});

test('a work that fails rejects alone: the next one runs', async () => {
  const owner = {};
  const results = await Promise.allSettled([
    inTurn(owner, 'key', async () => {
      throw new Error('x');
    }),
    inTurn(owner, 'key', () => {
      throw new Error('thrown before there was a promise');
    }),
    inTurn(owner, 'key', async () => 'fine'),
  ]);
  expect(results.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'fulfilled']);
});

test('a work starts after the call, never within it', async () => {
  let isStarted = false;
  const work = inTurn({}, 'key', async () => {
    isStarted = true;
  });
  expect(isStarted).toBe(false);
  await work;
  expect(isStarted).toBe(true);
});
