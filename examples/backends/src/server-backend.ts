import { createDriver, type NamedDriver } from '@agentstore/core';
import type { ServerBackend, ServerProcess } from './backend.ts';
import { dynamo } from './dynamo-kind.ts';
import { openLine } from './line.ts';
import { startLocally } from './local-server.ts';
import { mongo } from './mongo-kind.ts';
import { redis } from './redis-kind.ts';
import { s3 } from './s3-kind.ts';
import type { ServerAddress, ServerKind } from './server-kind.ts';

const kinds: { readonly [N in ServerBackend['name']]: ServerKind } = { redis, mongo, dynamo, s3 };

/** In milliseconds: a busy machine loads a client and connects it in that time, and one can wait that long for a message. */
const breakableTimeoutMs = 2_000;

interface Wish {
  /** Where the server is. Default: what the environment says; where that names none, one is started on this machine. */
  readonly url: string | undefined;
  /** Started in any case. */
  readonly own: boolean;
}

export async function openServer(
  name: ServerBackend['name'],
  program: string,
  { url, own }: Wish,
): Promise<ServerBackend> {
  // AWS' clients print a page about versions of Node.js to come.
  process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = 'true';
  const kind = kinds[name];
  const given = own ? null : givenServer(kind, url);
  const server = given ?? (await ownServer(name, kind));

  const specAt = (address: ServerAddress, place: string) => kind.spec(address, keyOf(program, place));
  const ready = new Map<string, Promise<void>>();
  const spec = async (place = '') => {
    const driver = specAt(server, place);
    const what = kind.isSetUpOnce ? '' : place;
    if (!ready.has(what)) ready.set(what, setUp(driver));
    await ready.get(what);
    return driver;
  };
  return {
    name,
    where: server.where,
    keeps: server.process === null,
    process: server.process,
    spec,
    async breakable(place) {
      await spec(place);
      const line = await openLine(server.url);
      return (
        line && { ...line, spec: { ...specAt({ ...server, url: line.url }, place), timeoutMs: breakableTimeoutMs } }
      );
    },
    stop: server.stop,
  };
}

interface Server extends ServerAddress {
  readonly where: string;
  readonly process: ServerProcess | null;
  stop(): Promise<void>;
}

function givenServer({ variable }: ServerKind, url: string | undefined): Server | null {
  const given = url ?? process.env[variable];
  if (!given) return null;
  return {
    url: given,
    region: process.env.AWS_REGION || 'us-east-1',
    where: `the server of ${url === undefined ? variable : '--url'}`,
    process: null,
    stop: async () => {},
  };
}

async function ownServer(name: ServerBackend['name'], kind: ServerKind): Promise<Server> {
  const server = await startLocally(name, kind);
  const { url, port, version } = server;
  const region = 'region' in server ? server.region : '';
  const where = `${version} on port ${port}, started for this run`;
  return { url, region, where, process: server, stop: () => server.stop() };
}

function keyOf(program: string, place: string): string {
  return ['agentstore', program, ...place.split(/[^a-zA-Z0-9]+/)].filter((part) => part !== '').join('-');
}

async function setUp(spec: NamedDriver): Promise<void> {
  const driver = createDriver(spec);
  try {
    await driver.setup();
  } finally {
    await driver.close();
  }
}
