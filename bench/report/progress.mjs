/** Says on the terminal what is measured now: one line that changes, or lines where it is no terminal. */
export function startProgress(title) {
  const started = performance.now();
  const isTerminal = process.stderr.isTTY;
  const clear = isTerminal ? '\r\x1b[K' : '';
  return {
    say(what) {
      const seconds = ((performance.now() - started) / 1_000).toFixed(0);
      process.stderr.write(`${clear}${title}, ${seconds} s: ${what}${isTerminal ? '' : '\n'}`);
    },
    end() {
      process.stderr.write(clear);
    },
  };
}
