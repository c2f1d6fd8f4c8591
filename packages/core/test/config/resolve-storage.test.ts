import { type Config, defineConfig, resolveStorage, type StorageKind } from '../../src/index.ts';

const kinds: StorageKind[] = ['history', 'storage', 'usageStorage'];
const [runtime, agent, provider, specific, fallback] = ['r', 'a', 'p', 's', 'd'].map((id) => ({
  driver: 'memory' as const,
  id,
}));

/** A configuration that has something at the place `step` and at all less specific ones. */
function requestFrom(step: number, kind: StorageKind): [Config, Parameters<typeof resolveStorage>[1]] {
  const config: Config = {
    ...(step <= 2 && provider && { providers: { openai: { [kind]: provider } } }),
    ...(step <= 3 && specific && kind !== 'storage' && { [defaultOf[kind]]: specific }),
    ...(step <= 4 && fallback && { defaultStorage: fallback }),
  };
  return [
    config,
    {
      kind,
      provider: 'openai',
      ...(step <= 0 && runtime && { runtime }),
      ...(step <= 1 && agent && { agent: { [kind]: agent } }),
    },
  ];
}

const defaultOf = {
  history: 'defaultHistoryStorage',
  usageStorage: 'defaultUsageStorage',
  storage: 'defaultStorage',
} as const;

test.each(kinds)('runtime > agent > provider > specific default > default storage > memory, for %s', (kind) => {
  const found = [0, 1, 2, 3, 4, 5].map((step) => resolveStorage(...requestFrom(step, kind)));
  const isGeneral = kind === 'storage';
  expect(found).toEqual([
    { spec: runtime, from: 'runtime' },
    { spec: agent, from: `agent.${kind}` },
    { spec: provider, from: `providers.openai.${kind}` },
    { spec: isGeneral ? fallback : specific, from: defaultOf[kind] },
    { spec: fallback, from: 'defaultStorage' },
    { spec: 'memory', from: 'memory' },
  ]);
});

test.each(kinds)('what is said of other kinds, or of another provider, does not count for %s', (kind) => {
  const others = kinds.filter((other) => other !== kind);
  const config: Config = {
    providers: {
      openai: Object.fromEntries(others.map((other) => [other, 'memory'])),
      other: { [kind]: 'memory' },
    },
    ...(kind !== 'history' && { defaultHistoryStorage: 'memory' }),
    ...(kind !== 'usageStorage' && { defaultUsageStorage: 'memory' }),
  };
  const said = { agent: Object.fromEntries(others.map((other) => [other, 'memory'])) };
  for (const request of [{ kind, provider: 'openai', ...said }, { kind }, { kind, provider: 'constructor' }]) {
    expect(resolveStorage(config, request)).toEqual({ spec: 'memory', from: 'memory' });
  }
});

test('what is found is what was written, not a copy, also where it is a list', () => {
  const spec = ['memory', { driver: 'memory', id: 'b' }] as const;
  expect(resolveStorage({ defaultStorage: spec }, { kind: 'history' }).spec).toBe(spec);
});

test('defineConfig gives back the configuration itself', () => {
  const config = { defaultStorage: 'memory' } as const;
  expect(defineConfig(config)).toBe(config);
});
