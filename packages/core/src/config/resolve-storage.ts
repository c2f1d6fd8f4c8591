import type { AgentStorage } from '../agent/agent.ts';
import type { DriverSpec } from '../registry/driver-spec.ts';
import type { Config, ProviderConfig } from './config.ts';

/** What is to be stored: it has its own place in an agent, a provider and the defaults. */
export type StorageKind = keyof ProviderConfig;

export interface StorageRequest {
  readonly kind: StorageKind;
  /** What the caller passes in right now. */
  readonly runtime?: DriverSpec;
  /** What the agent's class says. */
  readonly agent?: AgentStorage;
  /** The model provider that is used. Default: the agent's. */
  readonly provider?: string;
}

export interface ResolvedStorage {
  readonly spec: DriverSpec;
  /** Where it was found, as a path: `providers.openai.history`. */
  readonly from: string;
}

const specificDefaults = {
  history: 'defaultHistoryStorage',
  usageStorage: 'defaultUsageStorage',
  storage: 'defaultStorage',
} as const;

/** Which driver keeps it: runtime > agent > provider > specific default > default storage > memory. */
export function resolveStorage(
  config: Config,
  { kind, runtime, agent, provider = agent?.provider }: StorageRequest,
): ResolvedStorage {
  const specific = specificDefaults[kind];
  const places: [from: string, spec: DriverSpec | undefined][] = [
    ['runtime', runtime],
    [`agent.${kind}`, agent?.[kind]],
    [`providers.${provider}.${kind}`, config.providers?.[provider ?? '']?.[kind]],
    [specific, config[specific]],
    ['defaultStorage', config.defaultStorage],
  ];
  for (const [from, spec] of places) if (spec !== undefined) return { spec, from };
  return { spec: 'memory', from: 'memory' };
}
