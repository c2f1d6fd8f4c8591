import { AsyncLocalStorage } from 'node:async_hooks';
import { channel, subscribe, tracingChannel, unsubscribe } from 'node:diagnostics_channel';
import type { TracedCall, TracedEvent, TracedUpkeep } from '../../src/chain/index.ts';
import { chainOf, entry, identity, recovered } from './chain-of.ts';

const chainChannel = tracingChannel<unknown, TracedCall>('agentstore:chain');
const driverChannel = tracingChannel<unknown, TracedCall>('agentstore:driver');
const upkeepChannel = tracingChannel<unknown, TracedUpkeep>('agentstore:chain:upkeep');

/** Inside what the code runs that looks: a request, an operation of a chain, or upkeep. */
const within = new AsyncLocalStorage<string>();
const ended: { what: string; within: string | undefined; error?: string }[] = [];

function onDriver(message: unknown): void {
  const { driver, operation, error } = message as TracedCall & { error?: { code: string } };
  ended.push({ what: `${driver} ${operation}`, within: within.getStore(), ...(error && { error: error.code }) });
}

beforeEach(() => {
  ended.length = 0;
  chainChannel.start.bindStore(within, ({ operation }) => `chain ${operation}`);
  upkeepChannel.start.bindStore(within, ({ work }) => `upkeep ${work}`);
  subscribe('tracing:agentstore:driver:asyncEnd', onDriver);
});
afterEach(() => {
  chainChannel.start.unbindStore(within);
  upkeepChannel.start.unbindStore(within);
  unsubscribe('tracing:agentstore:driver:asyncEnd', onDriver);
});

test('what drivers are asked is traced inside the operation of the chain, with what failed', async () => {
  const { chain, a } = chainOf();
  a.fault = 'refuse';
  await within.run('request', () => chain.append(identity, [entry('one')]));
  expect(ended.filter(({ within }) => within === 'chain append')).toEqual(
    expect.arrayContaining([
      { what: 'a append', within: 'chain append', error: 'failed' },
      { what: 'b append', within: 'chain append' },
      { what: 'c append', within: 'chain append' },
    ]),
  );
  ended.length = 0;
  a.fault = null;
  await chain.setup();
  expect(ended).toContainEqual({ what: 'a setup', within: 'chain setup' });
});

test('what no caller waits for is traced by itself, not as part of the request that met the failure', async () => {
  const { chain, a } = chainOf();
  a.fault = 'hang';
  await within.run('request', () => chain.append(identity, [entry('one')]));
  ended.length = 0;
  a.fault = null;
  await recovered(chain);
  await chain.flush();
  expect(ended).toEqual(
    expect.arrayContaining([
      { what: 'a readLast', within: 'upkeep probe' },
      { what: 'a append', within: 'upkeep hand-over' },
      { what: 'b update', within: 'upkeep forget' },
    ]),
  );
  const ofRequest = ended.filter(({ within }) => !/^(upkeep|chain flush)/.test(within ?? ''));
  expect(ofRequest).toEqual([]);
});

test('events are told on a channel, where the operation is that they concern', async () => {
  const { chain, a } = chainOf();
  const heard: { event: string; within: string | undefined; code: string | undefined }[] = [];
  const listener = (message: unknown) => {
    const told = message as TracedEvent;
    const code = told.event === 'degraded' ? told.cause.code : undefined;
    heard.push({ event: told.event, within: within.getStore(), code });
  };
  channel('agentstore:chain:event').subscribe(listener);
  a.fault = 'refuse';
  await chain.append(identity, [entry('one')]);
  channel('agentstore:chain:event').unsubscribe(listener);
  expect(heard).toEqual([{ event: 'degraded', within: 'chain append', code: 'failed' }]);
});

test('a chain works the same where nobody traces it', async () => {
  expect(driverChannel.start.hasSubscribers).toBe(false);
  const { chain } = chainOf();
  await chain.append(identity, [entry('one')]);
  expect(await chain.read(identity)).toHaveLength(1);
});
