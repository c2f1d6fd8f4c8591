import type { WorkName } from '../work/works.ts';

/** From the suite to another process. */
export type Request = { readonly id: number } & Question;

export type Question =
  | { readonly do: 'work'; readonly name: WorkName; readonly key: string; readonly input: unknown }
  /** Sets the process's clock that many milliseconds ahead. */
  | { readonly do: 'skewClock'; readonly byMs: number }
  /** Closes the driver; then the process hangs up. */
  | { readonly do: 'close' };

/** From another process to the suite. */
export type Reply =
  | { readonly id: 'ready' }
  | { readonly id: number; readonly progress: number }
  | { readonly id: number; readonly output: unknown }
  | { readonly id: number; readonly error: string };
