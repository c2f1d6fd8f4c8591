/** As plain as it can be, on white whatever the page's colours are. */
const style = `
  text { font: 12px system-ui, sans-serif; fill: #24292f }
  .grid { stroke: #e1e4e8 } .one { stroke: #57606a }
  .aim { stroke: #bc4c00; stroke-width: 2 } .spread { stroke: #0969da; stroke-width: 3; opacity: .35 }
  .dot { fill: #0969da } .line { fill: none; stroke-width: 2 }`;

/** @param {string} title for those who do not see it @param {readonly string[]} parts */
export function svg(title, width, height, parts) {
  const size = `width="${width}" height="${height}" viewBox="0 0 ${width} ${height}"`;
  const all = [
    `<title>${escaped(title)}</title>`,
    `<style>${style}</style>`,
    `<rect width="${width}" height="${height}" fill="#fff"/>`,
    ...parts,
  ];
  return `<svg xmlns="http://www.w3.org/2000/svg" ${size}>\n${all.join('\n')}\n</svg>\n`;
}

export function text(x, y, content, anchor = 'start') {
  return `<text x="${x}" y="${y}" text-anchor="${anchor}">${escaped(content)}</text>`;
}

function escaped(content) {
  return content.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('`', '');
}

/** From numbers to places, by their logarithms. */
export function logScale([least, most], [from, to]) {
  const [low, high] = [Math.log(least), Math.log(most)];
  const place = (value) => Math.round((from + ((Math.log(value) - low) / (high - low)) * (to - from)) * 10) / 10;
  return Object.assign(place, { has: (value) => value >= least && value <= most });
}
