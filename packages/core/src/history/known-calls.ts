import type { ToolCalls } from './call-groups.ts';

type Fields = { readonly [name: string]: unknown };

/** Fields that hold the id of a call, and the types of the objects that make it, and that answer it, by this field. */
const idFields: [name: string, makes: RegExp, answers: RegExp][] = [
  // OpenAI Responses: function_call, custom_tool_call, shell_call, program, ...
  ['call_id', /_call$|^program$/, /_output$/],
  // What stands in tool_calls; tool_use, server_tool_use and mcp_tool_use of Anthropic; mcp_approval_request of Responses,
  // and its local_shell_call, whose output names it by either id.
  ['id', /_call$|tool_use$|_request$/, /_output$/],
  // The AI SDK. A request for an approval needs the call that it is about.
  ['toolCallId', /^tool-call$/, /result$|-request$/],
  ['approvalId', /-request$/, /-response$/],
  // OpenAI chat before tool_calls: the function's name is all there is.
  ['name', /^named_call$/, /^function$/],
  // These say by themselves that the call is another object's.
  ['tool_call_id', /!/, /^/],
  ['tool_call_ids', /!/, /^/],
  ['tool_use_id', /!/, /^/],
  ['approval_request_id', /!/, /^/],
];

/** Where in an object others stand that may make or answer calls, and what type they are whatever they say. */
const innerFields: [name: string, type?: string][] = [
  ['content'],
  ['tool_calls', 'tool_call'],
  ['invalid_tool_calls', 'tool_call'],
  ['function_call', 'named_call'],
  // LangChain.
  ['data'],
  ['additional_kwargs'],
];

/**
 * The calls in a message of OpenAI (chat, Responses), the AI SDK, Anthropic or LangChain (instances and stored ones), by
 * its fields alone. A UIMessage of the AI SDK holds each call with its result: it makes none and answers none.
 */
export function knownCalls(message: unknown): ToolCalls {
  const opens: string[] = [];
  const closes: string[] = [];

  function visit(value: unknown, type: unknown): void {
    const fields = fieldsOf(value);
    // For a result that names no call.
    if (type === 'tool_call') opens.push('');
    for (const [name, makes, answers] of idFields) {
      for (const id of listOf(fields[name])) {
        if (typeof id !== 'string') continue;
        if (makes.test(String(type))) opens.push(id);
        if (answers.test(String(type))) closes.push(id);
      }
    }
    for (const [name, innerType] of innerFields) {
      for (const inner of listOf(fields[name])) visit(inner, innerType ?? fieldsOf(inner).type ?? type);
    }
  }

  const role = roleOf(message);
  visit(message, role);
  if (role === 'tool' && closes.length === 0) closes.push('');
  return { opens, closes };
}

/** The role that a message has in its conversation; LangChain calls it type, and so do items of Responses without one. */
export function roleOf(message: unknown): string {
  const { role, data, type } = fieldsOf(message);
  return String(role ?? fieldsOf(data).role ?? type);
}

function fieldsOf(value: unknown): Fields {
  return Object(value);
}

/** Nothing is an empty list, and one value a list of one. */
function listOf(value: unknown): unknown[] {
  return Array.isArray(value) ? value : value ? [value] : [];
}
