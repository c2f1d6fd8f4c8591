import { ChatHistoryStorage, type Item, MemoryDriver, Storage, ValidationError } from '../../src/index.ts';
import { Notes, session } from './notes.ts';

class Moment {
  readonly at: Date;
  constructor(at: Date) {
    this.at = at;
  }
}

class Moments extends Storage<Moment> {
  static readonly prefix = 'moments';
}

const options = {
  toItem: ({ at }: Moment) => ({ at: at.toISOString() }),
  fromItem: ({ at }: Item) => new Moment(new Date(String(at))),
};

test('values are stored as toItem says, and come back as fromItem says', async () => {
  const driver = new MemoryDriver();
  const moments = new Moments(session, driver, options);
  await moments.add(new Moment(new Date(0)));
  await moments.update((all) => [...all, new Moment(new Date(1))]);
  expect(await moments.removeItem(({ at }) => at.getTime() === 0)).toBe(1);
  expect(await new Moments(session, driver, options).getLast()).toEqual(new Moment(new Date(1)));
  expect(await new Notes({ agentName: 'x' }, driver).count()).toBe(0);
});

test('without a conversion, what is no JSON is refused', async () => {
  await expect(new Moments(session, new MemoryDriver()).add(new Moment(new Date(0)))).rejects.toThrow(ValidationError);
});

test('a stored item that cannot be read is an error that names it, never left out', async () => {
  const driver = new MemoryDriver();
  const cause = new RangeError('too old');
  const picky = new Moments(session, driver, {
    ...options,
    fromItem: () => {
      throw cause;
    },
  });
  await picky.add(new Moment(new Date(0)));
  const error: unknown = await picky.get().catch((rejection: unknown) => rejection);
  expect(error).toBeInstanceOf(ValidationError);
  expect(error).toMatchObject({ cause, path: expect.stringContaining(picky.identity.key) });
  expect(String(error)).toContain('too old');
  await expect(picky.last(1)).rejects.toThrow(ValidationError);
});

test('a chat history keeps the messages of any framework as they are', async () => {
  type Message = { role: 'user'; content: string } | { role: 'tool'; parts: { id: string }[]; content?: null };
  const driver = new MemoryDriver();
  const history = new ChatHistoryStorage<Message>(session, driver);
  await history.add({ role: 'user', content: 'hi' }, { role: 'tool', parts: [{ id: 'x' }], content: null });
  const messages: Message[] = await new ChatHistoryStorage<Message>(session, driver).get();
  expect(messages).toEqual([
    { role: 'user', content: 'hi' },
    { role: 'tool', parts: [{ id: 'x' }], content: null },
  ]);
  expect(history.identity.scope).toBe('history');
});
