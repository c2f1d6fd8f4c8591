import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { conversations } from './conversations.ts';
import { type AgentMessage, toAgentMessage } from './forms.ts';

export interface Transcript {
  readonly name: string;
  readonly messages: readonly AgentMessage[];
}

/** A folder of *.jsonl files, a message a line: transcripts of real agents, where there are any. */
const folder = process.env.AGENTSTORE_TRANSCRIPTS;

/** Conversations as agents have them, the same ones in every run, and those of the folder. */
export const transcripts: readonly Transcript[] = [
  ...fc
    .sample(
      conversations({ calls: 2, results: 2, both: false, reasoning: false }).filter(({ length }) => length > 9),
      { seed: 1, numRuns: 12 },
    )
    .map((turns, at) => ({ name: `generated ${at}`, messages: turns.map(toAgentMessage) })),
  ...(folder ? filesOf(folder) : []),
];

function filesOf(path: string): Transcript[] {
  const names = readdirSync(path).filter((name) => name.endsWith('.jsonl'));
  if (names.length === 0) throw new Error(`AGENTSTORE_TRANSCRIPTS: ${path} holds no *.jsonl`);
  return names.map((name) => {
    const lines = readFileSync(join(path, name), 'utf8').split('\n').filter(Boolean);
    return { name, messages: lines.map((line) => JSON.parse(line)) };
  });
}
