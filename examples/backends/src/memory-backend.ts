import type { MemoryBackend } from './backend.ts';
import { BreakableMemory } from './breakable-memory.ts';

export function openMemory(): MemoryBackend {
  const places = new Map<string, BreakableMemory>();
  const spec = (place = '') => {
    const driver = places.get(place) ?? new BreakableMemory();
    places.set(place, driver);
    return driver;
  };
  return {
    name: 'memory',
    where: 'the memory of this process',
    keeps: false,
    spec: async (place) => spec(place),
    async breakable(place) {
      const driver = spec(place);
      return {
        spec: driver,
        async cut(id) {
          driver.isCut = true;
          return `the memory of "${id}" is taken away: whatever is asked of it fails`;
        },
        async restore() {
          driver.isCut = false;
        },
        async end() {},
      };
    },
    async stop() {},
  };
}
