import type { Item } from '@agentstore/core';

/** A message of any framework: the demo stores it as it is, and looks only at what most of them share. */
export type Message = Item & { readonly role: string };

export interface Conversation {
  /** What the session is called after. */
  readonly name: string;
  readonly messages: readonly Message[];
}

/** What the message says or calls, on one line. */
export function summaryOf(message: Message): string {
  const { content, tool_calls: calls } = message;
  const said = typeof content === 'string' ? content : JSON.stringify(content ?? '');
  return oneLine([said === '""' ? '' : said, ...(Array.isArray(calls) ? calls.map(callOf) : [])].join(' '));
}

/** Texts come from outside: what would move the cursor or change the colours is no part of them. */
export function oneLine(text: string): string {
  return text.replace(/[\s\p{Cc}]+/gu, ' ').trim();
}

function callOf(call: unknown): string {
  const called = (call as { function?: { name?: unknown; arguments?: unknown } } | null)?.function;
  return `→ ${String(called?.name ?? 'tool')}(${String(called?.arguments ?? '')})`;
}
