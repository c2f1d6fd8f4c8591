import { connect } from 'node:net';

const DEADLINE_MS = 2_000;
const HEADER_BYTES = 16;
const OP_MSG = 2013;

/** What we send of BSON: whole numbers, texts, documents and lists of documents. */
export interface MongoDocument {
  readonly [field: string]: number | string | MongoDocument | readonly MongoDocument[];
}

/**
 * Sends one command on a connection of its own, without a client library and without a password. The first field is the
 * command, and `$db` names the database. Gives the reply as it came, in BSON.
 *
 * @throws where the server cannot be reached, or takes longer than two seconds
 */
export async function mongoCommand(host: string, port: number, command: MongoDocument): Promise<Buffer> {
  const socket = connect({ host, port });
  socket.setTimeout(DEADLINE_MS, () => socket.destroy(new Error(`${host}:${port} does not answer`)));
  socket.write(messageOf(command));
  let received = Buffer.alloc(0);
  for await (const bytes of socket) {
    received = Buffer.concat([received, bytes]);
    if (received.length >= HEADER_BYTES && received.length >= received.readInt32LE(0)) return received;
  }
  throw new Error(`${host}:${port} closed the connection`);
}

function messageOf(command: MongoDocument): Buffer {
  // No flags, then one section, of kind 0: one document.
  const body = Buffer.concat([int32(0), Buffer.from([0]), documentOf(command)]);
  return Buffer.concat([...[HEADER_BYTES + body.length, 1, 0, OP_MSG].map(int32), body]);
}

/** As bsonspec.org has it. */
function documentOf(fields: MongoDocument): Buffer {
  const elements = Object.entries(fields).map(([name, value]) => {
    const [type, bytes] = typedValueOf(value);
    return Buffer.concat([Buffer.from([type]), cString(name), bytes]);
  });
  const content = Buffer.concat([...elements, Buffer.from([0])]);
  return Buffer.concat([int32(content.length + 4), content]);
}

/** With the number of its type. */
function typedValueOf(value: MongoDocument[string]): [type: number, bytes: Buffer] {
  if (typeof value === 'number') return [0x10, int32(value)];
  if (typeof value === 'string') return [0x02, textOf(value)];
  // A list is a document whose fields are 0, 1 and so on.
  return [Array.isArray(value) ? 0x04 : 0x03, documentOf({ ...value } as MongoDocument)];
}

function textOf(text: string): Buffer {
  const bytes = cString(text);
  return Buffer.concat([int32(bytes.length), bytes]);
}

function cString(text: string): Buffer {
  return Buffer.from(`${text}\0`);
}

function int32(number: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeInt32LE(number);
  return bytes;
}
