import { fileURLToPath } from 'node:url';
import type { AwsServer, TestServer } from '@agentstore/test-servers';
import type { ServerKind } from './server-kind.ts';

/** In milliseconds. A server that was started before is there much sooner. */
const patienceMs = 3_000;

/** Starts a server and prepares it. Rejects in one line, with what to install where there is no program for it. */
export async function startLocally(name: string, kind: ServerKind): Promise<TestServer | AwsServer> {
  const note = setTimeout(() => {
    console.error(`looking for a server for ${name}; the first time it is downloaded or built, which takes a while`);
  }, patienceMs);
  try {
    const server = await inRepository(() => kind.start());
    if ('credentials' in server) useCredentials(server);
    await kind.prepare?.({ url: server.url, region: 'region' in server ? server.region : '' });
    return server;
  } catch (cause) {
    const reason = (cause as Error).message.replaceAll(/\s+/g, ' ').trim();
    throw new Error(`no server for ${name} (--url names one that runs elsewhere): ${reason}`, { cause });
  } finally {
    clearTimeout(note);
  }
}

/** What was installed for servers is looked for from where the process works, which may be anywhere. */
async function inRepository<T>(work: () => Promise<T>): Promise<T> {
  const startedIn = process.cwd();
  process.chdir(fileURLToPath(new URL('../../..', import.meta.url)));
  try {
    return await work();
  } finally {
    process.chdir(startedIn);
  }
}

/** By the environment, as AWS' clients find them in every process. */
function useCredentials({ credentials }: AwsServer): void {
  process.env.AWS_ACCESS_KEY_ID = credentials.accessKeyId;
  process.env.AWS_SECRET_ACCESS_KEY = credentials.secretAccessKey;
  // Either would go before these, or with them.
  delete process.env.AWS_PROFILE;
  delete process.env.AWS_SESSION_TOKEN;
}
