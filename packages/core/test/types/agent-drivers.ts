// What the types must accept, and each `@ts-expect-error` a mistake that they must catch. Type-checked, never run.
import {
  ChatHistoryStorage,
  createDriver,
  createStore,
  type DriverName,
  type DriverOptions,
  defineConfig,
  driverName,
  type IdentityFilter,
  type Item,
  MemoryDriver,
  type RemovalFilter,
  registerDriver,
  SessionIdentity,
  Storage,
  StorageDriver,
} from '@agentstore/core';
import { DriverChain } from '@agentstore/core/chain';

interface TapeConfig extends DriverOptions {
  readonly path: string;
}

declare module '@agentstore/core' {
  interface DriverConfigs {
    'types-tape': TapeConfig;
  }
}

class TapeDriver extends StorageDriver {
  readonly name = 'types-tape';
  readonly config: TapeConfig;
  constructor(config: TapeConfig) {
    super();
    this.config = config;
  }
  async read(_identity: SessionIdentity): Promise<Item[] | null> {
    return null;
  }
  async write(_identity: SessionIdentity, _items: readonly Item[]): Promise<void> {}
  async remove(_identity: SessionIdentity): Promise<void> {}
}
registerDriver('types-tape', TapeDriver);
const made: TapeDriver = TapeDriver.make({ path: '/dev/tape' });
// @ts-expect-error a name that nobody declared
registerDriver('types-tapes', TapeDriver);
const other = { make: (config: { readonly path: number }) => new TapeDriver({ path: `/dev/${config.path}` }) };
// @ts-expect-error a driver that takes another config
registerDriver('types-tape', other);

createDriver({ driver: 'types-tape', path: '/dev/tape', timeoutMs: 5 });
createDriver([
  'memory',
  { driver: 'types-tape', path: 'x', id: 'second' },
  { driver: made, id: 'third', timeoutMs: 9 },
  made,
]);
createDriver({ driver: 'chain', minWrites: 'majority', drivers: ['memory', made] });
createDriver(driverName('from the environment'));
const name: DriverName = 'types-tape';
// @ts-expect-error a typo in a name
createDriver('memroy');
// @ts-expect-error a typo in a field
createDriver([{ driver: 'types-tape', path: 'x', ttlSecond: 3 }]);
// @ts-expect-error an option of the wrong type
createDriver({ driver: 'types-tape', path: 3 });
// @ts-expect-error a field that the driver needs is missing
createDriver({ driver: 'types-tape' });
// @ts-expect-error there is no such acknowledgement
createDriver({ driver: 'chain', minWrites: 'most', drivers: ['memory'] });
// @ts-expect-error an option present and undefined
createDriver({ driver: 'memory', ttlSeconds: undefined });

defineConfig({
  defaultStorage: ['memory', { driver: 'types-tape', path: 'x' }],
  providers: { openai: { history: 'memory' } },
  drivers: { 'types-tape': { path: 'y' } },
});
// @ts-expect-error a typo in a field of the configuration
defineConfig({ defaultStorages: 'memory' });
// @ts-expect-error a typo in a kind of storage
defineConfig({ providers: { openai: { histories: 'memory' } } });
// @ts-expect-error a typo in a driver's name
defineConfig({ drivers: { 'types-tapes': { path: 'y' } } });
// @ts-expect-error a typo in a driver's option
defineConfig({ drivers: { 'types-tape': { pathe: 'y' } } });

const identity = new SessionIdentity({ agentName: 'a', userId: 'u' });
const userId: string | undefined = identity.userId;
// @ts-expect-error an identity needs an agent
new SessionIdentity({ userId: 'u' });
// @ts-expect-error a typo in a field
new SessionIdentity({ agentName: 'a', userID: 'u' });
// @ts-expect-error an id that may be undefined would be one history for all anonymous users
new SessionIdentity({ agentName: 'a', userId });
// @ts-expect-error an identity does not change
identity.userId = 'another';

const filters: IdentityFilter[] = [{}, { userId: 'u' }, { agentName: 'a', scope: 's' }];
const removals: RemovalFilter[] = [{ userId: 'u' }, { group: 'g', chatName: 'c' }];
// @ts-expect-error an undefined user would have meant everybody
const anonymous: RemovalFilter = { userId };
// @ts-expect-error also beside a field that is given
const half: RemovalFilter = { agentName: 'a', userId };
// @ts-expect-error no field would have meant everything
const everything: RemovalFilter = {};
// @ts-expect-error a typo in a field
const typo: RemovalFilter = { userID: 'u' };
// @ts-expect-error a filter's field is given or absent
const unknownUser: IdentityFilter = { userId };

const store = createStore();
// @ts-expect-error nothing is not a filter
store.remove();
store.remove({ userId: 'u' }).then((sessions: number) => sessions);

const chain = new DriverChain({ drivers: ['memory', new MemoryDriver()] });
const stop: () => void = chain.on('degraded', ({ operation, identity, driver, cause }) => {
  const texts: string[] = [operation, identity, driver, cause.message];
  return texts;
});
chain.on('conflict', ({ identity }) => identity.length);
// @ts-expect-error a conflict is between rewrites, of no driver
chain.on('conflict', ({ driver }) => driver);
// @ts-expect-error there is no such event
chain.on('degrade', () => {});

type Message = { role: 'user'; content: string } | { role: 'tool'; content: string; tool_call_id: string };
const history = new ChatHistoryStorage<Message>(identity, 'memory', { fresh: true });
history.add({ role: 'user', content: 'hi' }, { role: 'tool', content: '1', tool_call_id: 'x' });
history.update((all) => [...all.slice(0, -1), { role: 'user', content: 'edited' }]);
const messages: Promise<Message[]> = history.get();
const last: Promise<Message | null> = store.history<Message>({ agentName: 'a' }).getLast();
// @ts-expect-error a tool's message needs its call
history.add({ role: 'tool', content: '1' });
// @ts-expect-error a role that the framework does not know
history.set([{ role: 'system', content: 'x' }]);
// @ts-expect-error an update gives back messages
history.update(() => ['hi']);
// @ts-expect-error what comes back is of the history's type
const wrong: Promise<{ role: 'system' }[]> = history.get();
// @ts-expect-error a message has a role
store.history({ agentName: 'a' }).add({ content: 'x' });
history.removeItem((message) => message.role === 'tool' && message.tool_call_id === 'x');

class Notes extends Storage<{ text: string; done: boolean }, { text: string }> {
  static readonly prefix = 'notes';
}
const notes = new Notes({ agentName: 'a' }, new MemoryDriver(), {
  fromItem: ({ text }) => ({ text: String(text), done: false }),
});
notes.add({ text: 'x' });
// @ts-expect-error a note has a text
notes.add({ txet: 'x' });
// @ts-expect-error a storage is made from an identity
new Notes({ userId: 'u' }, 'memory');
// @ts-expect-error there is no storage without a class of its own
new Storage(identity, 'memory');

void [name, filters, removals, anonymous, half, everything, typo, unknownUser, stop, messages, last, wrong];
