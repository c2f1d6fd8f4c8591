import { startProxy } from '@agentstore/test-servers';
import { messagesOf } from '../data/messages.mjs';

/** Round trips and bytes of adding a turn to 10,000 messages, by subject, counted at a proxy. */
export async function peerRequests(subjects, server) {
  const counts = new Map();
  for (const { name, module } of subjects) {
    const proxy = await startProxy(server.port);
    const { connect } = await import(module);
    const connection = await connect(`redis://127.0.0.1:${proxy.port}`);
    const history = await connection.open(crypto.randomUUID());
    await history.fill(messagesOf(10_000));
    await history.add(messagesOf(2));
    proxy.resetCounts();
    await history.add(messagesOf(2));
    counts.set(name, { trips: proxy.requests, sent: proxy.bytesToServer });
    await connection.close();
    await proxy.stop();
  }
  return counts;
}
