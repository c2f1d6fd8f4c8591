import { nativeReport } from '@agentstore/conformance';
import { type Item, MemoryDriver, StorageDriver } from '@agentstore/core';

class Base extends StorageDriver {
  readonly name = 'base';
  async read(): Promise<Item[] | null> {
    return null;
  }
  async write(): Promise<void> {}
  async remove(): Promise<void> {}
}

describe('the report of what a driver does natively', () => {
  test('names what it overrides', () => {
    const report = nativeReport(new MemoryDriver());
    expect(report).toEqual({ driver: 'memory', native: ['append', 'update', 'readLast', 'list'], limits: [] });
  });

  test('says in words what the base class promises within one instance only', () => {
    const { native, limits } = nativeReport(new Base());
    expect(native).toEqual([]);
    expect(limits.map((limit) => limit.split(' ')[0])).toEqual(['append', 'update', 'readLast', 'list']);
    expect(limits[0]).toMatch(/two processes .* lose messages/);
  });

  test('warns of an append that does not wait for updates', () => {
    class Half extends Base {
      override async append() {}
    }
    expect(nativeReport(new Half()).limits.at(-1)).toMatch(/override both, or neither/);
  });

  test('goes by the methods, whichever copy of the core package the base class comes from', () => {
    abstract class OtherCopy {
      async append() {}
      async update() {}
      async readLast() {}
      async *list() {}
    }
    class Driver extends OtherCopy {
      readonly name = 'other';
      override async readLast() {}
    }
    expect(nativeReport(new Driver() as unknown as StorageDriver).native).toEqual(['readLast']);
  });
});
