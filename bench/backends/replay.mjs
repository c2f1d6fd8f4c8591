/**
 * Sends requests again, each once all are answered that it had waited for.
 *
 * @param {readonly import('./recorded-requests.mjs').SentRequest[]} requests
 * @param {(command: string, input: object) => Promise<unknown>} send
 */
export function replay(requests, send) {
  const replies = [];
  for (const { command, input, after, hasFailed } of requests) {
    const sent = Promise.all(after.map((place) => replies[place])).then(() => send(command, input));
    // What ours was refused, this one is refused too.
    replies.push(hasFailed ? sent.catch(() => null) : sent);
  }
  return Promise.all(replies);
}
