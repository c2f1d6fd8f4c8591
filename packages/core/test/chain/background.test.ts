import { ChainError, type LinkOptions } from '../../src/index.ts';
import { FaultyDriver } from '../faulty-driver.ts';
import { type Chained, chainWith, entry, identity } from './chain-of.ts';

const first = entry('one');

/** A driver, and one that is written in the background. */
function behind(
  background: LinkOptions['background'] = true,
): Pick<Chained, 'chain' | 'events'> & { front: FaultyDriver; back: FaultyDriver } {
  const [front, back] = [new FaultyDriver(), new FaultyDriver()];
  const drivers = [
    { id: 'front', driver: front },
    { id: 'back', driver: back, background },
  ];
  return { ...chainWith(drivers), front, back };
}

test('what only the failed driver may have is not absent because one in the background has nothing', async () => {
  const { chain, front, back } = behind();
  await chain.append(identity, [first]);
  await chain.flush();
  await back.remove(identity);
  front.fault = 'refuse';
  await expect(chain.read(identity)).rejects.toThrow(ChainError);
  await expect(chain.readLast(identity, 1)).rejects.toThrow(ChainError);
  await expect(chain.update(identity, (list) => list)).rejects.toThrow(ChainError);
});
