import type { DriverOptions, SessionIdentity, StorageDriver } from '@agentstore/core';
import type { BreakableDriver, ConformanceOptions, NativeMethod } from './options.ts';
import { OtherProcess } from './process/other-process.ts';

/** Where one case plays: gives it drivers and processes, and closes all of them when it is over. */
export class Stage {
  readonly #options: ConformanceOptions;
  readonly #drivers = new Set<StorageDriver>();
  readonly #processes = new Set<OtherProcess>();

  constructor(options: ConformanceOptions) {
    this.#options = options;
  }

  get native(): readonly NativeMethod[] {
    return this.#options.native ?? [];
  }

  async open(options?: DriverOptions): Promise<StorageDriver> {
    const driver = await this.#options.create(options);
    this.#drivers.add(driver);
    return driver;
  }

  /**
   * Drivers that use these methods at once: several instances where the methods are native. The base class's forms hold
   * within one instance, so there it is the same one each time.
   */
  async instances(count: number, methods: readonly NativeMethod[]): Promise<StorageDriver[]> {
    const isAmongInstances = methods.every((method) => this.native.includes(method));
    const first = await this.open();
    const others = Array.from({ length: count - 1 }, () => (isAmongInstances ? this.open() : first));
    return [first, ...(await Promise.all(others))];
  }

  /** Only for a case that needs 'processes'. */
  async processes(count: number): Promise<OtherProcess[]> {
    const { startProcess } = this.#options;
    if (!startProcess) throw new TypeError('a case with several processes needs startProcess');
    const started = Array.from({ length: count }, () => {
      const other = new OtherProcess(startProcess());
      this.#processes.add(other);
      return other;
    });
    await Promise.all(started.map((other) => other.isReady));
    return started;
  }

  /** Only for a case that needs 'breakable'. */
  async breakable(): Promise<BreakableDriver> {
    const breakable = await this.#options.breakable?.();
    if (!breakable) throw new TypeError('a case about failures needs breakable');
    this.#drivers.add(breakable.driver);
    return breakable;
  }

  /** Only for a case that needs 'leftovers'. */
  async leftovers(identity: SessionIdentity): Promise<readonly string[]> {
    if (!this.#options.leftovers) throw new TypeError('a case about what is left behind needs leftovers');
    return this.#options.leftovers(identity);
  }

  async close(): Promise<void> {
    await Promise.all([...this.#processes].map((other) => other.kill()));
    const closed = await Promise.allSettled([...this.#drivers].map(async (driver) => driver.close()));
    for (const result of closed) if (result.status === 'rejected') throw result.reason;
  }
}
