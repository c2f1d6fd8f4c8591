import { logScale, svg, text } from './svg.mjs';

const [width, left, right, top, step] = [860, 330, 80, 40, 22];

/**
 * A dot for each ratio with its spread, on a scale of powers; a tick for its aim. Left of 1 is faster than the raw client.
 *
 * @param {string} title
 * @param {readonly import('./rows.mjs').Row[]} rows
 * @param {string} [to] what it is compared with
 */
export function ratioChart(title, rows, to = 'the raw client') {
  const shown = rows.filter(({ ratio }) => ratio);
  const all = shown.flatMap(({ ratio, aim }) => [ratio.low, ratio.high, ...Object.values(aim ?? {})]);
  // What lies further out stands at the edge, with its number.
  const [least, most] = [Math.max(0.05, Math.min(0.5, ...all)), Math.min(20, Math.max(2, ...all))];
  const exact = logScale([least, most], [left, width - right]);
  const scale = Object.assign((value) => exact(Math.min(most, Math.max(least, value))), { has: exact.has });
  const bottom = top + shown.length * step;
  const ticks = [0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 50, 100, 1_000].filter((tick) => scale.has(tick));
  const grid = ticks.map(
    (tick) =>
      `<line x1="${scale(tick)}" x2="${scale(tick)}" y1="${top}" y2="${bottom}" class="${tick === 1 ? 'one' : 'grid'}"/>` +
      text(scale(tick), bottom + 16, String(tick), 'middle'),
  );
  const dots = shown.map(({ what, ratio, aim }, at) => {
    const y = top + (at + 0.5) * step;
    const limit = Object.values(aim ?? {}).map(
      (value) => `<line x1="${scale(value)}" x2="${scale(value)}" y1="${y - 8}" y2="${y + 8}" class="aim"/>`,
    );
    return (
      text(left - 10, y + 4, what, 'end') +
      limit.join('') +
      `<line x1="${scale(ratio.low)}" x2="${scale(ratio.high)}" y1="${y}" y2="${y}" class="spread"/>` +
      text(width - right + 12, y + 4, ratio.value.toFixed(2)) +
      `<circle cx="${scale(ratio.value)}" cy="${y}" r="4.5" class="dot"/>`
    );
  });
  const legend = text(12, 20, `${title}: × ${to}, lower is faster (throughput: higher); the short lines are aims`);
  return svg(title, width, bottom + 30, [legend, ...grid, ...dots]);
}
