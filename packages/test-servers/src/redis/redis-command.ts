import { connect } from 'node:net';
import { connect as connectSafely } from 'node:tls';

const DEADLINE_MS = 2_000;

/**
 * Sends one command on a connection of its own, without a client library. Its reply must not be a list; a text that does not exist
 * is an empty one.
 *
 * @param url `redis://` or `rediss://`, with user and password if needed
 * @throws where the server cannot be reached, answers with an error, or takes longer than two seconds
 */
export async function redisCommand(url: string, ...command: readonly string[]): Promise<string> {
  const { protocol, hostname, host, port, username, password } = new URL(url);
  const address = { host: hostname.replace(/^\[|\]$/g, ''), port: Number(port || 6379) };
  const commands = password ? [['AUTH', ...(username ? [username] : []), password].map(decodeURIComponent)] : [];
  commands.push([...command]);

  const socket = protocol === 'rediss:' ? connectSafely({ ...address, servername: address.host }) : connect(address);
  // One character for each byte, since lengths are in bytes.
  socket.setEncoding('latin1').setTimeout(DEADLINE_MS, () => socket.destroy(new Error(`${host} does not answer`)));
  socket.write(commands.map(encode).join(''), 'utf8');
  let received = '';
  let replies = 0;
  for await (const bytes of socket) {
    received += bytes;
    for (let reply = firstReply(received); reply !== null; reply = firstReply(received)) {
      if (reply.kind === '-') throw new Error(`${host} answered ${reply.text}`);
      if (++replies === commands.length) return Buffer.from(reply.text, 'latin1').toString('utf8');
      received = received.slice(reply.length);
    }
  }
  throw new Error(`${host} closed the connection`);
}

function encode(command: readonly string[]): string {
  return `*${command.length}\r\n${command.map((part) => `$${Buffer.byteLength(part)}\r\n${part}\r\n`).join('')}`;
}

/** null: not all of it is there yet. */
function firstReply(received: string): { kind: string; text: string; length: number } | null {
  const end = received.indexOf('\r\n');
  if (end < 0) return null;
  const kind = received.charAt(0);
  const line = received.slice(1, end);
  // A text says how long it is; -1 is the text that does not exist.
  if (kind !== '$' || line === '-1') return { kind, text: kind === '$' ? '' : line, length: end + 2 };
  const begin = end + 2;
  const size = Number(line);
  if (received.length < begin + size + 2) return null;
  return { kind, text: received.slice(begin, begin + size), length: begin + size + 2 };
}
