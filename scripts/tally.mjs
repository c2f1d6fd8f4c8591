/**
 * @typedef {object} Check
 * @property {string} name
 * @property {() => Promise<CheckResult | undefined>} run undefined is a success
 *
 * @typedef {object} CheckResult
 * @property {boolean} ok
 * @property {string} output shown when it failed
 * @property {Partial<Counts>} [counts] by default the check counts as one test
 *
 * @typedef {{ passed: number, failed: number, skipped: number }} Counts
 */

/** Runs checks, prints one line for each, and counts the tests. */
export class Tally {
  #counts = { passed: 0, failed: 0, skipped: 0 };

  /**
   * Resolves to whether it succeeded. A check that crashes has failed; the others go on.
   *
   * @param {Check} check
   */
  async run({ name, run }) {
    const started = performance.now();
    const result = await run().catch((error) => ({ ok: false, output: error.stack }));
    const { ok, output, counts = ok ? { passed: 1 } : { failed: 1 } } = result ?? { ok: true };
    console.log(`${ok ? '✓' : '✗'} ${name}  ${((performance.now() - started) / 1000).toFixed(1)} s`);
    if (!ok) console.log(`\n${output.trim()}\n`);
    this.count(counts);
    return ok;
  }

  /** @param {Partial<Counts>} counts */
  count({ passed = 0, failed = 0, skipped = 0 }) {
    this.#counts.passed += passed;
    this.#counts.failed += failed;
    this.#counts.skipped += skipped;
  }

  /** No test at all is a failure too. */
  get ok() {
    return this.#counts.failed === 0 && this.#counts.passed > 0;
  }

  toString() {
    const { passed, failed, skipped } = this.#counts;
    return `${passed} passed, ${failed} failed, ${skipped} skipped`;
  }
}
