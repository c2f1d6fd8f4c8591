// What others take and lose on the same Redis, as a table for the README: `npm run bench:peers`.
import { startRedis } from '@agentstore/test-servers';
import { appendCosts } from './append-cost.mjs';
import { firstMessageTimes } from './first-message.mjs';
import { installSubjects } from './install.mjs';
import { lostMessages } from './lost-messages.mjs';

const subjects = await installSubjects();
const compared = subjects.filter(({ name }) => name !== 'raw');
const redis = await startRedis({ own: true });
try {
  const few = await appendCosts(subjects, redis.url, 10);
  const many = await appendCosts(subjects, redis.url, 2_000);
  const first = firstMessageTimes(subjects, redis.url);
  const lost = new Map();
  for (const subject of compared) lost.set(subject.name, await lostMessages(subject, redis.url));

  const row = (title, cell) => console.log(`| ${[title, ...compared.map(cell)].join(' | ')} |`);
  const toRaw = (times, { name }) => (times.get(name) / times.get('raw')).toFixed(1);
  console.log(`${redis.version}, node ${process.version}, ${new Date().toISOString().slice(0, 10)}\n`);
  row('', ({ title }) => title);
  row('---', () => '---');
  row('two processes add 400 messages each: lost of 800', ({ name }) => lost.get(name));
  row('an append to 10 messages, × `RPUSH`', (subject) => toRaw(few, subject));
  row('an append to 2,000 messages, × `RPUSH`', (subject) => toRaw(many, subject));
  row('a new process stores its first message, ms', ({ name }) => first.get(name).toFixed(0));
  row('installed: packages, MB', ({ packages, megabytes }) => `${packages}, ${megabytes.toFixed(0)}`);
} finally {
  await redis.stop();
}
