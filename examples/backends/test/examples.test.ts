import { readdirSync } from 'node:fs';
import { type AgentStore, createStore } from '@agentstore/core';
import '@agentstore/dynamo';
import '@agentstore/mongo';
import '@agentstore/redis';
import '@agentstore/s3';
import { runsTestsOf } from '@agentstore/test-servers';
import { type ExampleServer, exampleServers } from './example-servers.ts';
import { type ExampleRun, runExample } from './run-example.ts';
import { temporaryDirectory } from './temporary-directory.ts';

const cwd = temporaryDirectory();
const names = ['redis', 'mongo', 'dynamo', 's3'] as const;

describe.each(names)('with --driver %s', (name) => {
  if (!runsTestsOf(`own ${name}`)) return test.skip(`the examples run on ${name}`, () => {});

  let server: ExampleServer;
  let store: AgentStore | null = null;
  beforeAll(async () => {
    server = await exampleServers[name]();
    // As the examples find them.
    Object.assign(process.env, server.env);
  });
  afterEach(async () => {
    await store?.close();
    store = null;
  });
  afterAll(() => server.stop());

  const run = async (example: string): Promise<ExampleRun> => {
    const { url, env, secret } = server;
    const result = await runExample(example, ['--driver', name, '--url', url], { cwd, env });
    expect(result).toMatchObject({ errors: '', code: 0 });
    if (secret !== null) expect(result.output).not.toContain(secret);
    expect(readdirSync(cwd)).toEqual([]);
    return result;
  };
  const stored = (place: string): AgentStore => {
    store = createStore({ defaultStorage: server.driver(place) });
    return store;
  };

  test('the demo shows that nothing is lost, and leaves both sessions whole on the server', async () => {
    const { output } = await run('demo');
    expect(output).not.toContain('NOT TRUE');
    expect(output.match(/✓ .*/g)).toEqual([
      expect.stringMatching(/^✓ acknowledged \d+, found \d+: /),
      '✓ the second process began where the first one had stopped',
      expect.stringMatching(/^✓ 16 stored of 16: /),
      '✓ acknowledged 16 of 16; "first" missed 3 of the 3 after its failure',
      '✓ read again: event failover, "second" answered',
      expect.stringMatching(/^✓ 16 stored of 16: /),
      '✓ "first" works again, and was given what it had missed: events repaired, recovered',
      expect.stringMatching(/^✓ 16 stored of 16: /),
    ]);
    expect(output).toContain('2 sessions in the server of --url, 0 of them from earlier runs');
    const counts: number[] = [];
    const sessions = stored('agentstore-demo-sessions');
    for await (const session of sessions.sessions({ agentName: 'demo' })) {
      counts.push(await sessions.history(session).count());
    }
    expect(counts).toEqual([16, 16]);
  });

  test('the quick start finds what an earlier run stored', async () => {
    expect((await run('quick-start')).output).toContain('\nfound 0 messages of earlier runs\n');
    const { output } = await run('quick-start');
    expect(output).toContain('\nfound 4 messages of earlier runs\n');
    expect(output).toMatch(/ assistant It left at 9:12\.\n8 messages in the server of --url\n$/);
    const session = { agentName: 'support', userId: 'ann', chatName: 'order-4471' };
    expect(await stored('agentstore-quick-start').history(session).count()).toBe(8);
  });

  test('the custom storage keeps its summaries beside the history', async () => {
    const { output } = await run('custom-storage');
    expect(output).toContain('(16 messages, topics: billing)\nnote:    writes French\n');
    const keys: string[] = [];
    for await (const { identity } of stored('agentstore-custom-storage').lists()) keys.push(identity.key);
    expect(keys.sort()).toEqual(['u.ann/a.summary/c.order-4471/s.history', 'u.ann/a.summary/c.order-4471/s.summaries']);
  });

  test('the request handler loses no question, in two processes of which one is killed', async () => {
    const { output } = await run('request-handler');
    expect(output.split('\n').slice(1, -3)).toEqual([
      '20 requests at once to two processes: 20 questions stored with their answers',
      'The process was killed while the model thought. The other one finds',
      '  user      Where is my order?',
      'The client sent the same turn again. Now there are',
      '  user      Where is my order?',
      '  assistant You said: Where is my order?',
    ]);
    const counts: number[] = [];
    const chats = stored('agentstore-request-handler');
    for await (const session of chats.sessions({ userId: 'ann' })) counts.push(await chats.history(session).count());
    expect(counts.sort()).toEqual([2, 40]);
  });

  test('the configuration puts each list into the place that it names, and says so', async () => {
    const { output } = await run('configuring');
    const shown = [...output.matchAll(/^ {20}(.*): (.*)$/gm)].map(([, place, key]) => [place, key]);
    expect(shown).toEqual([
      ['defaults/histories', 'u.ann/a.plain/c.defaults/s.history'],
      ['openai/far', 'u.ann/a.openai/c.provider/s.history'],
      ['openai/near', 'u.ann/a.openai/c.provider/s.history'],
      ['audit', 'u.ann/a.audit/c.class/s.history'],
      ['run-time', 'u.ann/a.audit/c.run-time/s.history'],
      ['audit', 'u.ann/a.audit/c.kinds/s.history'],
      ['openai/usage', 'u.ann/a.audit/c.kinds/s.usage'],
      ['defaults/state', 'u.ann/a.audit/c.kinds/s.notes'],
    ]);
    const found: (string | undefined)[][] = [];
    for (const place of new Set(shown.map(([place = '']) => place))) {
      const store = createStore({ defaultStorage: server.driver(`agentstore-configuring-${place.replace('/', '-')}`) });
      for await (const { identity } of store.lists()) found.push([place, identity.key]);
      await store.close();
    }
    expect(found.sort()).toEqual([...shown].sort());
  });
});
