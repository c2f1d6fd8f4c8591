import { DriverChain } from '../../src/chain/index.ts';
import { FaultyDriver } from '../faulty-driver.ts';
import { Notes, note, session, textsOf } from '../storage/notes.ts';

/** A new driver before one that holds what LarAgent, or a person, wrote. */
async function chained(): Promise<{ chain: DriverChain; near: FaultyDriver; legacy: FaultyDriver }> {
  const [near, legacy] = [new FaultyDriver(), new FaultyDriver()];
  const drivers = Object.entries({ near, legacy }).map(([id, driver]) => ({ id, driver }));
  const chain = new DriverChain({ drivers });
  await legacy.write(new Notes(session, chain).identity, [{ text: 'old 1' }, { text: 'old 2' }]);
  return { chain, near, legacy };
}

test('what another program wrote is read from the driver that has it', async () => {
  const { chain } = await chained();
  expect(await textsOf(new Notes(session, chain))).toEqual(['old 1', 'old 2']);
});

test('what another program wrote on one driver is not hidden by the first add, which is on all', async () => {
  const { chain } = await chained();
  await new Notes(session, chain).add(note('new'));
  expect(await textsOf(new Notes(session, chain))).toEqual(['old 1', 'old 2', 'new']);
});

test('what another program wrote is carried to the other drivers by an update', async () => {
  const { chain, near, legacy } = await chained();
  const notes = new Notes(session, chain);
  await notes.update((all) => [...all, note('new')]);
  const [onNear, onLegacy] = await Promise.all([near, legacy].map((driver) => textsOf(new Notes(session, driver))));
  expect(onNear).toEqual(['old 1', 'old 2', 'new']);
  expect(onLegacy).toEqual(onNear);
});

test('what another program wrote is not overwritten by an update that did not see it', async () => {
  const { chain, legacy } = await chained();
  const notes = new Notes(session, chain);
  legacy.failNext('append', 'refuse');
  await notes.add(note('new'));
  await notes.update((all) => [...all, note('newer')]);
  expect(await textsOf(new Notes(session, legacy))).toEqual(['old 1', 'old 2', 'new', 'newer']);
});
