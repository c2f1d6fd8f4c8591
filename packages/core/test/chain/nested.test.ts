import { ChainError } from '../../src/index.ts';
import { FaultyDriver } from '../faulty-driver.ts';
import { chainWith, entry, identity } from './chain-of.ts';

test('what fails in a chain of a chain goes by its link, and has each cause', async () => {
  const [a, b, c] = [new FaultyDriver(), new FaultyDriver(), new FaultyDriver()];
  const { chain: inner } = chainWith([
    { id: 'a', driver: a },
    { id: 'b', driver: b },
  ]);
  const { chain } = chainWith([
    { id: 'region', driver: inner },
    { id: 'c', driver: c },
  ]);
  for (const driver of [a, b, c]) driver.fault = 'refuse';
  const error: unknown = await chain.append(identity, [entry('one')]).catch((rejection: unknown) => rejection);
  expect(error).toBeInstanceOf(ChainError);
  const [ofInner, ofC] = (error as ChainError).causes;
  expect(ofInner).toBeInstanceOf(ChainError);
  expect(ofInner).toMatchObject({ driver: 'region', code: 'chain', causes: [{ driver: 'a' }, { driver: 'b' }] });
  expect(ofC).toMatchObject({ driver: 'c', code: 'failed' });
  const lines = String(error).split('\n');
  expect(lines.map((line) => line.replace(/ of \S+/, '').replace(/failed: .*/, 'failed'))).toEqual([
    'ChainError: chain: append failed',
    '  - region: append failed',
    '    - a: append failed',
    '    - b: append failed',
    '  - c: append failed',
  ]);
});
