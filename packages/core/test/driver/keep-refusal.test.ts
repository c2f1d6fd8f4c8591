import { keepRefusal } from '../../src/driver/keep-refusal.ts';

test('what the change throws comes out as it is, however it was dressed up', async () => {
  const thrown = new RangeError('no');
  const dressed = keepRefusal(
    () => {
      throw thrown;
    },
    async (attempt) => {
      try {
        return attempt(null);
      } catch (cause) {
        throw new Error('driver: update failed', { cause });
      }
    },
  );
  await expect(dressed).rejects.toBe(thrown);
});

test("a driver's own failure comes out as it is", async () => {
  const failure = new Error('network');
  const failed = keepRefusal(
    (items) => items,
    async (attempt) => {
      attempt([]);
      throw failure;
    },
  );
  await expect(failed).rejects.toBe(failure);
});

test('what comes of the update comes out', async () => {
  expect(
    await keepRefusal(
      (items) => [...(items ?? []), { a: 1 }],
      async (attempt) => attempt(null),
    ),
  ).toEqual([{ a: 1 }]);
});
