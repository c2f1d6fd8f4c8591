import { readdir } from 'node:fs/promises';
import { type Agent, type DriverSpec, resolveStorage, type StorageKind } from '@agentstore/core';
import { config } from './config.ts';

/** Which part of the configuration decides: `providers.openai.history`, for example. */
export function decidedBy(agent: Agent, kind: StorageKind, runtime?: DriverSpec): string {
  return resolveStorage(config, { kind, agent, ...(runtime && { runtime }) }).from;
}

/** The files that hold something of the agent's session, whichever directory they lie in. */
export async function filesOf(agent: Agent, scope: string): Promise<string[]> {
  const files = await readdir('.', { recursive: true });
  return files.filter((file) => file.endsWith(`c.${agent.session.chatName}/s.${scope}.jsonl`)).sort();
}
