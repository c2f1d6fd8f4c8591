import type { DriverConfigs, DriverSpec } from '../registry/driver-spec.ts';

/** Which drivers a program uses, by what they keep. Anything not given falls back to what is more general. */
export interface Config {
  /** Default: memory. */
  readonly defaultStorage?: DriverSpec;
  /** Default: `defaultStorage`. */
  readonly defaultHistoryStorage?: DriverSpec;
  /** Default: `defaultStorage`. */
  readonly defaultUsageStorage?: DriverSpec;
  /** What agents of a model provider use instead of the defaults. */
  readonly providers?: { readonly [provider: string]: ProviderConfig };
  /** What each driver takes wherever it is named; options at the place go before these. */
  readonly drivers?: { readonly [N in keyof DriverConfigs]?: Partial<DriverConfigs[N]> };
}

export interface ProviderConfig {
  readonly history?: DriverSpec;
  readonly storage?: DriverSpec;
  readonly usageStorage?: DriverSpec;
}

/** The configuration itself, with its types checked where it is written. */
export function defineConfig(config: Config): Config {
  return config;
}
