import { logScale, svg, text } from './svg.mjs';

const [width, height, left, right, top, bottom] = [860, 420, 60, 250, 40, 40];
const colours = ['#57606a', '#0969da', '#bc4c00', '#1a7f37', '#8250df', '#cf222e', '#9a6700', '#bf3989', '#218bff'];

/**
 * A line for each subject: how many times what the raw client takes, over the length of the session.
 *
 * @param {string} title
 * @param {readonly { name: string, points: readonly (readonly [length: number, times: number])[] }[]} lines
 */
export function growthChart(title, lines) {
  const points = lines.flatMap(({ points }) => points);
  const x = logScale([10, 10_000], [left, width - right]);
  const y = logScale([0.5, Math.max(10, ...points.map(([, times]) => times)) * 1.2], [height - bottom, top]);
  const grid = [1, 10, 100, 1_000]
    .filter((tick) => y.has(tick))
    .map(
      (tick) =>
        `<line x1="${left}" x2="${width - right}" y1="${y(tick)}" y2="${y(tick)}" class="${tick === 1 ? 'one' : 'grid'}"/>` +
        text(left - 8, y(tick) + 4, `× ${tick}`, 'end'),
    );
  const lengths = [...new Set(points.map(([length]) => length))].map((length) =>
    text(x(length), height - bottom + 20, length.toLocaleString('en'), 'middle'),
  );
  const labels = apart(lines.map(({ points }) => y(points.at(-1)[1])));
  const drawn = lines.map(({ name, points }, at) => {
    const colour = colours[at % colours.length];
    const path = points.map(([length, times]) => `${x(length)},${y(times)}`).join(' ');
    const label = text(x(points.at(-1)[0]) + 10, labels[at] + 4, `${name}: × ${points.at(-1)[1].toFixed(1)}`);
    return `<polyline points="${path}" class="line" stroke="${colour}"/>${label.replace('<text ', `<text style="fill:${colour}" `)}`;
  });
  return svg(title, width, height, [text(12, 20, title), ...grid, ...lengths, ...drawn]);
}

/** So that no two texts lie upon each other: each at least a line below the one above it. */
function apart(places) {
  const order = places.map((_, at) => at).sort((a, b) => places[a] - places[b]);
  const moved = [...places];
  for (let at = 1; at < order.length; at++) {
    moved[order[at]] = Math.max(moved[order[at]], moved[order[at - 1]] + 15);
  }
  return moved;
}
