import type { BetaMessageParam } from '@anthropic-ai/sdk/resources/beta/messages';
import type { MessageParam } from '@anthropic-ai/sdk/resources/messages';
import { beginnings, storedHistory } from './stored-history.ts';

test('a tool_result of Anthropic comes with its tool_use', async () => {
  const messages: MessageParam[] = [
    { role: 'user', content: 'The weather in Oslo and in Rome?' },
    {
      role: 'assistant',
      content: [
        { type: 'thinking', thinking: 'Hm', signature: 's' },
        { type: 'tool_use', id: 'toolu_1', name: 'weather', input: { city: 'Oslo' } },
        { type: 'tool_use', id: 'toolu_2', name: 'weather', input: { city: 'Rome' } },
      ],
    },
    {
      role: 'user',
      content: [
        { type: 'tool_result', tool_use_id: 'toolu_1', content: 'rain' },
        { type: 'tool_result', tool_use_id: 'toolu_2', content: [{ type: 'text', text: 'sun' }], is_error: false },
      ],
    },
    { role: 'assistant', content: [{ type: 'text', text: 'Rain in Oslo, sun in Rome.' }] },
  ];
  const all: MessageParam[] = await (await storedHistory(messages)).forModel({});
  expect(all).toEqual(messages);
  expect(await beginnings(messages)).toEqual([0, 1, 3]);
});

test('what Anthropic ran by itself comes with its result, in one message or after a pause', async () => {
  const use = {
    type: 'server_tool_use' as const,
    id: 'srvtoolu_1',
    name: 'web_search' as const,
    input: { query: 'q' },
  };
  const found = { type: 'web_search_tool_result' as const, tool_use_id: 'srvtoolu_1', content: [] };
  const messages: MessageParam[] = [
    { role: 'user', content: 'Search' },
    { role: 'assistant', content: [use, found] },
    { role: 'assistant', content: [use] },
    { role: 'assistant', content: [found, { type: 'text', text: 'Found' }] },
    { role: 'user', content: 'Thanks' },
  ];
  expect(await beginnings(messages)).toEqual([0, 1, 2, 4]);
});

test('a tool of an MCP server comes with its result', async () => {
  const messages: BetaMessageParam[] = [
    { role: 'user', content: 'Run' },
    {
      role: 'assistant',
      content: [{ type: 'mcp_tool_use', id: 'mcptoolu_1', name: 'run', server_name: 's', input: {} }],
    },
    { role: 'assistant', content: [{ type: 'mcp_tool_result', tool_use_id: 'mcptoolu_1', content: 'ok' }] },
    { role: 'user', content: 'Thanks' },
  ];
  expect(await beginnings(messages)).toEqual([0, 1, 3]);
});
