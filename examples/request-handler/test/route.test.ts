import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ConfigError, type SessionIdentityFields } from '@agentstore/core';
import { GET, POST } from '../src/app/chat/route.ts';
import { store } from '../src/app/store.ts';
import { PretendedModel } from '../src/pretended/pretended-model.ts';
import { temporaryDirectory } from './temporary-directory.ts';

const directory = join(temporaryDirectory(), 'memory');
const model = new PretendedModel();

beforeAll(async () => {
  process.env.AGENTSTORE_DIRECTORY = directory;
  process.env.MODEL_URL = await model.start();
});
afterAll(async () => {
  await store().close();
  model.stop();
});

function request(user: string | null, query: string, body?: string): Request {
  const headers = { cookie: user === null ? 'theme=dark' : `theme=dark; session=session-of-${user}` };
  return new Request(`http://localhost/chat${query}`, { headers, ...(body !== undefined && { method: 'POST', body }) });
}

const hello = JSON.stringify({ turn: 'turn-1', content: 'Hello' });

test('who is not signed in reads nothing, and stores nothing', async () => {
  for (const user of [null, 'nobody']) {
    expect((await GET(request(user, '?chat=shared'))).status).toBe(401);
    expect((await POST(request(user, '?chat=shared', hello))).status).toBe(401);
  }
  expect(await sessions()).toEqual([]);
});

test('an undefined user is an error, and never everybody', () => {
  const fields = { agentName: 'support', userId: undefined, chatName: 'shared' };
  expect(() => store().history(fields as unknown as SessionIdentityFields)).toThrow(ConfigError);
});

test('two users who call a chat by the same name have two chats', async () => {
  expect((await POST(request('ann', '?chat=shared', hello))).status).toBe(200);
  expect(await (await GET(request('bob', '?chat=shared'))).json()).toEqual([]);
  expect(await (await GET(request('ann', '?chat=shared'))).json()).toHaveLength(2);
  expect(await sessions()).toEqual(['u.ann/a.support/c.shared/s']);
});

test('a question that two requests stored at the same moment is shown once, and the model hears it once', async () => {
  const question = { turn: 'turn-1', role: 'user', content: 'Hello' };
  await store().history({ agentName: 'support', userId: 'ann', chatName: 'twice' }).add(question, question);
  expect(await (await GET(request('ann', '?chat=twice'))).json()).toEqual([question]);
  expect((await POST(request('ann', '?chat=twice', hello))).status).toBe(200);
  expect(model.asked.at(-1)).toEqual([{ role: 'user', content: 'Hello' }]);
});

test.each([
  ['no chat', '', hello],
  ['an empty chat', '?chat=', hello],
  ['a chat with a name that is too long', `?chat=${'x'.repeat(101)}`, hello],
  ['no JSON', '?chat=refused', 'Hello'],
  ['no turn', '?chat=refused', '{"content":"Hello"}'],
  ['a content that is no text', '?chat=refused', '{"turn":"turn-1","content":["Hello"]}'],
  ['null', '?chat=refused', 'null'],
])('a request with %s is refused, and nothing is stored', async (_, query, body) => {
  expect((await POST(request('bob', query, body))).status).toBe(400);
  expect(await sessions()).not.toContain('u.bob/a.support/c.refused/s');
});

describe('what fails is answered with 503, and the same turn, sent again, is one question:', () => {
  let logged: jest.SpyInstance;
  beforeEach(() => {
    logged = jest.spyOn(console, 'error').mockImplementation(() => {});
  });
  afterEach(() => logged.mockRestore());

  const answered = [
    { turn: 'turn-1', role: 'user', content: 'Hello' },
    { turn: 'turn-1', role: 'assistant', content: 'You said: Hello' },
  ];

  test.each([
    ['that cannot be reached', 'down', 'http://127.0.0.1:1'],
    ['that says something else', 'busy', 'data:application/json,{"error":"busy"}'],
  ])('a model %s', async (_, chat, failing) => {
    const url = process.env.MODEL_URL;
    process.env.MODEL_URL = failing;
    expect((await POST(request('ann', `?chat=${chat}`, hello))).status).toBe(503);
    expect(await (await GET(request('ann', `?chat=${chat}`))).json()).toEqual(answered.slice(0, 1));
    expect(logged.mock.calls[0][0]).toMatchObject({ name: 'ModelError' });

    process.env.MODEL_URL = url;
    expect((await POST(request('ann', `?chat=${chat}`, hello))).status).toBe(200);
    expect(await (await GET(request('ann', `?chat=${chat}`))).json()).toEqual(answered);
  });

  test('the storage', async () => {
    // A file in the place of this chat's folder.
    const inTheWay = join(directory, 'u.ann', 'a.support', 'c.no-storage');
    writeFileSync(inTheWay, '');
    const asked = model.asked.length;
    expect((await POST(request('ann', '?chat=no-storage', hello))).status).toBe(503);
    expect(logged.mock.calls[0][0]).toMatchObject({ name: 'DriverError' });
    expect(model.asked).toHaveLength(asked);

    rmSync(inTheWay);
    expect((await POST(request('ann', '?chat=no-storage', hello))).status).toBe(200);
    expect(await (await GET(request('ann', '?chat=no-storage'))).json()).toEqual(answered);
  });
});

test('the model hears the last 20 messages of the chat, the question included', async () => {
  for (let number = 0; number < 15; number++) {
    const body = JSON.stringify({ turn: `turn-${number}`, content: `Question ${number}` });
    const response = await POST(request('bob', '?chat=long', body));
    expect(await response.json()).toMatchObject({ content: `You said: Question ${number}` });
  }
  expect(model.asked.at(-1)?.map(({ content }) => content)).toEqual(
    [4, 5, 6, 7, 8, 9, 10, 11, 12, 13].flatMap((number) => [`You said: Question ${number}`, `Question ${number + 1}`]),
  );
});

test('the store is one, also after its module has run again', async () => {
  const before = store();
  jest.resetModules();
  const again = await import('../src/app/store.ts');
  expect(again.store).not.toBe(store);
  expect(again.store()).toBe(before);
});

async function sessions(): Promise<string[]> {
  const keys: string[] = [];
  for await (const { key } of store().sessions()) keys.push(key);
  return keys;
}
