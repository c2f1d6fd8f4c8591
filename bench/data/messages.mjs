import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { generatedTexts } from './generated-texts.mjs';

/** What agents say is this long in JSON, on average. */
const bytesEach = 300;

/** A folder of *.jsonl files, a message a line, as the tests take it: transcripts of real agents, where there are any. */
const folder = process.env.AGENTSTORE_TRANSCRIPTS;

/** Where the messages come from, for people. */
export const source = folder ? 'transcripts of real agents, cut into such messages' : 'generated';

const texts = folder ? pieces(transcriptTexts(folder)) : generatedTexts(bytesEach - 40);
const messages = texts.map((content, at) => ({ role: at % 2 === 0 ? 'user' : 'assistant', content }));

/** So many messages of about 300 bytes; the same ones in every run. @param {number} count */
export function messagesOf(count, from = 0) {
  return Array.from({ length: count }, (_, at) => messages[(from + at) % messages.length]);
}

/** A turn: a question and its answer. The next one each time that it is called. */
export function turns() {
  let next = 0;
  return () => {
    next += 2;
    return messagesOf(2, next);
  };
}

function transcriptTexts(path) {
  const names = readdirSync(path).filter((name) => name.endsWith('.jsonl'));
  if (names.length === 0) throw new Error(`AGENTSTORE_TRANSCRIPTS: ${path} holds no *.jsonl`);
  return names.flatMap((name) => {
    const lines = readFileSync(join(path, name), 'utf8').split('\n').filter(Boolean);
    return lines.map((line) => String(JSON.parse(line).content ?? ''));
  });
}

/** In an even number, so that questions and answers take turns also where they begin again. */
function pieces(long) {
  const size = bytesEach - 35;
  const all = long.flatMap((text) => text.match(new RegExp(`.{1,${size}}`, 'gsu')) ?? []);
  const full = all.filter((text) => text.length > size / 2);
  return full.slice(0, full.length - (full.length % 2));
}
