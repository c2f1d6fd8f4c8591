/** The machine was too busy: what an attempt saw says nothing about the driver. */
class TooLate extends Error {}

/** Makes attempts that depend on the clock until one of them could keep the times. */
export async function inTime(attempt: () => Promise<void>): Promise<void> {
  for (let attempts = 1; ; attempts++) {
    try {
      return await attempt();
    } catch (error) {
      if (!(error instanceof TooLate) || attempts === 10) throw error;
    }
  }
}

/** To be called before what was seen is judged: `start` is when the time began, by performance.now(). */
export function notLaterThan(milliseconds: number, start: number): void {
  const passed = Math.ceil(performance.now() - start);
  if (passed >= milliseconds) {
    throw new TooLate(
      `this machine is too busy to test this: ${passed} ms passed, and it takes less than ${milliseconds}`,
    );
  }
}
