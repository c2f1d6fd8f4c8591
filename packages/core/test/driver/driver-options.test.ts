import { ConfigError, checkDriverOptions, MemoryDriver } from '../../src/index.ts';

test.each(['ttlSeconds', 'timeoutMs'] as const)('%s is a positive number where it is given', (name) => {
  for (const value of [
    0,
    -1,
    Number.NaN,
    Number.POSITIVE_INFINITY,
    '5' as unknown as number,
    null as unknown as number,
  ]) {
    expect(() => checkDriverOptions('mine', { [name]: value })).toThrow(new RegExp(`mine: ${name} `));
    expect(() => new MemoryDriver({ [name]: value })).toThrow(ConfigError);
  }
  expect(() => checkDriverOptions('mine', { [name]: 0.5 })).not.toThrow();
  expect(() => checkDriverOptions('mine', {})).not.toThrow();
});

test('a deadline that no timer can wait for is refused, since it would be over at once', () => {
  expect(() => checkDriverOptions('mine', { timeoutMs: 30 * 24 * 3_600_000 })).toThrow(/timeoutMs must be at most/);
});
