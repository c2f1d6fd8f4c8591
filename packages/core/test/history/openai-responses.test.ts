import type { ResponseInputItem } from 'openai/resources/responses/responses';
import { beginnings, storedHistory } from './stored-history.ts';

const user: ResponseInputItem = { role: 'user', content: 'Go on' };
const answer: ResponseInputItem = {
  id: 'msg_1',
  type: 'message',
  role: 'assistant',
  status: 'completed',
  content: [{ type: 'output_text', text: 'Done', annotations: [] }],
};
const reasoning: ResponseInputItem = { id: 'rs_1', type: 'reasoning', summary: [] };
const call: ResponseInputItem = { id: 'fc_1', type: 'function_call', call_id: 'call_1', name: 'run', arguments: '{}' };
const output: ResponseInputItem = { type: 'function_call_output', call_id: 'call_1', output: 'ok' };
const action = { type: 'exec' as const, command: ['ls'], env: {} };

const pairs: [ResponseInputItem, ResponseInputItem][] = [
  [call, output],
  [
    { type: 'custom_tool_call', call_id: 'call_1', name: 'run', input: 'ls' },
    { type: 'custom_tool_call_output', call_id: 'call_1', output: 'ok' },
  ],
  [
    { id: 'cu_1', type: 'computer_call', call_id: 'call_1', pending_safety_checks: [], status: 'completed' },
    { type: 'computer_call_output', call_id: 'call_1', output: { type: 'computer_screenshot', file_id: 'f' } },
  ],
  [
    { id: 'lsh_1', type: 'local_shell_call', call_id: 'call_1', action, status: 'completed' },
    { type: 'local_shell_call_output', id: 'call_1', output: 'ok' },
  ],
  [
    { id: 'lsh_1', type: 'local_shell_call', call_id: 'call_1', action, status: 'completed' },
    { type: 'local_shell_call_output', id: 'lsh_1', output: 'ok' },
  ],
  [
    { type: 'shell_call', call_id: 'call_1', action: { commands: ['ls'] } },
    { type: 'shell_call_output', call_id: 'call_1', output: [] },
  ],
  [
    { type: 'apply_patch_call', call_id: 'call_1', status: 'completed', operation: { type: 'delete_file', path: 'a' } },
    { type: 'apply_patch_call_output', call_id: 'call_1', status: 'completed' },
  ],
  [
    { type: 'tool_search_call', call_id: 'call_1', arguments: {} },
    { type: 'tool_search_output', call_id: 'call_1', tools: [] },
  ],
  [
    { id: 'p_1', type: 'program', call_id: 'call_1', code: 'run()', fingerprint: 'f' },
    { id: 'p_2', type: 'program_output', call_id: 'call_1', result: 'ok', status: 'completed' },
  ],
  [
    { id: 'mcpr_1', type: 'mcp_approval_request', name: 'run', server_label: 's', arguments: '{}' },
    { type: 'mcp_approval_response', approval_request_id: 'mcpr_1', approve: true },
  ],
  [
    { id: 'mcpr_1', type: 'mcp_approval_request', name: 'run', server_label: 's', arguments: '{}' },
    { id: 'mcp_1', type: 'mcp_call', approval_request_id: 'mcpr_1', name: 'run', server_label: 's', arguments: '{}' },
  ],
];

const named = pairs.map(([made, answered]) => ({ call: made.type, answer: answered.type, made, answered }));

test.each(named)('$call comes with $answer', async ({ made, answered }) => {
  expect(await beginnings([user, made, answered, answer, user])).toEqual([0, 1, 3, 4]);
  expect(await beginnings([user, made, user, answered, answer])).toEqual([0, 1, 4]);
});

test('items of OpenAI Responses come back as they are', async () => {
  const items = [user, reasoning, call, output, answer, ...pairs.flat()];
  const messages: ResponseInputItem[] = await (await storedHistory(items)).forModel({});
  expect(messages).toEqual(items);
});

test('what OpenAI runs by itself stands alone', async () => {
  const items: ResponseInputItem[] = [
    user,
    { id: 'ws_1', type: 'web_search_call', status: 'completed', action: { type: 'search', query: 'q' } },
    { id: 'fs_1', type: 'file_search_call', status: 'completed', queries: [] },
    { id: 'mcp_1', type: 'mcp_call', name: 'run', server_label: 's', arguments: '{}', output: 'ok' },
    answer,
  ];
  expect(await beginnings(items)).toEqual([0, 1, 2, 3, 4]);
});

test('a program comes with the calls that it makes', async () => {
  const caller = { type: 'program' as const, caller_id: 'call_0' };
  const items: ResponseInputItem[] = [
    user,
    { id: 'p_1', type: 'program', call_id: 'call_0', code: 'run()', fingerprint: 'f' },
    { type: 'function_call', call_id: 'call_1', name: 'run', arguments: '{}', caller },
    { type: 'function_call_output', call_id: 'call_1', output: 'ok', caller },
    { id: 'p_2', type: 'program_output', call_id: 'call_0', result: 'ok', status: 'completed' },
    answer,
  ];
  expect(await beginnings(items)).toEqual([0, 1, 5]);
});

test('reasoning comes with all that the model said after it, and the reverse', async () => {
  expect(await beginnings([user, reasoning, answer, user])).toEqual([0, 1, 3]);
  expect(await beginnings([user, reasoning, answer, call, output, answer])).toEqual([0, 1, 5]);
  expect(await beginnings([user, reasoning, reasoning, answer])).toEqual([0, 1]);
  expect(await beginnings([reasoning, call, output, reasoning, answer])).toEqual([0, 3]);
});

test('reasoning that nothing followed yet binds nobody', async () => {
  expect(await beginnings([user, answer, reasoning])).toEqual([0, 1, 2]);
  expect(await beginnings([user, reasoning, user, answer])).toEqual([0, 1, 2, 3]);
});

test('developer items at the beginning are kept, tools among them', async () => {
  const items: ResponseInputItem[] = [
    { type: 'additional_tools', role: 'developer', tools: [] },
    { type: 'message', role: 'system', content: [{ type: 'input_text', text: 'Be brief.' }] },
    user,
    answer,
  ];
  expect(await (await storedHistory(items)).forModel({ messages: 3 })).toEqual([...items.slice(0, 2), answer]);
});
