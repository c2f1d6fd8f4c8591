import { mongoCommand } from './mongo-command.ts';

// In BSON: a text of this name. Its length and the text follow.
const VERSION_FIELD = Buffer.from('\x02version\0');

/**
 * The version that a MongoDB server says it has: `7.0.5`. No password is needed for that.
 *
 * @throws where the server cannot be reached, has no version, or takes longer than two seconds
 */
export async function mongoVersion(host: string, port: number): Promise<string> {
  // `hello` would do as well, but not every server that we start knows it.
  const reply = await mongoCommand(host, port, { buildInfo: 1, $db: 'admin' });
  const field = reply.indexOf(VERSION_FIELD);
  if (field < 0) throw new Error(`${host}:${port} answers without a version`);
  const length = field + VERSION_FIELD.length;
  const begin = length + 4;
  return reply.toString('utf8', begin, begin + reply.readInt32LE(length) - 1);
}
