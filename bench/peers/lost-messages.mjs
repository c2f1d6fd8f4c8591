import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

/** Two processes add so many messages each to one session at once: how many were acknowledged, and are not there. */
export async function lostMessages({ module }, url, each) {
  const session = crypto.randomUUID();
  const writers = ['a', 'b'].map((name) =>
    fork(fileURLToPath(new URL('writer.mjs', import.meta.url)), [module, url, session, name, `${each}`]),
  );
  const ended = writers.map((writer) => once(writer, 'exit'));
  // Each says first that it is connected.
  await Promise.all(writers.map((writer) => once(writer, 'message')));
  const done = writers.map((writer) => once(writer, 'message'));
  for (const writer of writers) writer.send('go');
  const acknowledged = (await Promise.all(done)).flatMap(([texts]) => texts);
  await Promise.all(ended);

  const { connect } = await import(module);
  const connection = await connect(url);
  const messages = await (await connection.open(session)).load();
  const stored = new Set(messages.map(({ content }) => content));
  await connection.close();
  return acknowledged.filter((text) => !stored.has(text)).length;
}
