import type { ResponseInputItem } from 'openai/resources/responses/responses';
import type { Call, Turn } from './conversations.ts';

/** A turn as an item of OpenAI Responses, each call of another kind. */
export function toResponseItem({ at, kind, makes, answers }: Turn): ResponseInputItem {
  const text = `${at}`;
  if (kind === 'reasoning') return { type: 'reasoning', id: `rs_${at}`, summary: [] };
  if (kind === 'calls') return callItem(text, makes[0] as Call);
  if (kind === 'results') return outputItem(text, answers[0] as Call);
  if (kind !== 'assistant') return { role: kind === 'system' ? 'developer' : 'user', content: text };
  const content = [{ type: 'output_text' as const, text, annotations: [] }];
  return { type: 'message', id: `msg_${at}`, role: 'assistant', status: 'completed', content };
}

function callItem(text: string, { number, id }: Call): ResponseInputItem {
  const kinds: ResponseInputItem[] = [
    { type: 'function_call', id: `fc_${text}`, call_id: id, name: 'run', arguments: text },
    { type: 'custom_tool_call', id: `ctc_${text}`, call_id: id, name: 'run', input: text },
    { type: 'computer_call', id: `cu_${text}`, call_id: id, pending_safety_checks: [], status: 'completed' },
    { type: 'shell_call', call_id: id, action: { commands: [text] } },
    { type: 'mcp_approval_request', id, name: 'run', server_label: 's', arguments: text },
    {
      type: 'local_shell_call',
      id: `lsh_${text}`,
      call_id: id,
      action: { type: 'exec', command: [text], env: {} },
      status: 'completed',
    },
    {
      type: 'apply_patch_call',
      call_id: id,
      status: 'completed',
      operation: { type: 'delete_file', path: text },
    },
  ];
  return kinds[number % kinds.length] as ResponseInputItem;
}

/** In the order of the calls' kinds. */
function outputItem(text: string, { number, id }: Call): ResponseInputItem {
  const kinds: ResponseInputItem[] = [
    { type: 'function_call_output', id: `fco_${text}`, call_id: id, output: text },
    { type: 'custom_tool_call_output', call_id: id, output: text },
    { type: 'computer_call_output', call_id: id, output: { type: 'computer_screenshot', file_id: text } },
    { type: 'shell_call_output', id: text, call_id: id, output: [] },
    { type: 'mcp_approval_response', approval_request_id: id, approve: true, reason: text },
    { type: 'local_shell_call_output', id, output: text },
    { type: 'apply_patch_call_output', call_id: id, status: 'completed', output: text },
  ];
  return kinds[number % kinds.length] as ResponseInputItem;
}
