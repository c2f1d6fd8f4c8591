import { aimText, verdict } from './rows.mjs';

/** @param {readonly import('./rows.mjs').Row[]} rows */
export function rowsTable(rows) {
  return markdownTable(
    ['', 'compared with', 'ratio', 'spread', 'aim', ''],
    rows.map((row) => [
      row.what,
      row.to ?? '',
      row.value ?? row.ratio.value.toFixed(2),
      row.ratio && row.ratio.low !== row.ratio.high ? `${row.ratio.low.toFixed(2)} – ${row.ratio.high.toFixed(2)}` : '',
      aimText(row.aim, row.unit),
      verdict(row),
    ]),
    [2, 3, 4],
  );
}

/** @param {readonly string[]} head @param {readonly (readonly string[])[]} cells @param {readonly number[]} right columns of numbers */
export function markdownTable(head, cells, right) {
  const line = (row) => `| ${row.join(' | ')} |`;
  const rule = head.map((_, column) => (right.includes(column) ? '---:' : '---'));
  return [head, rule, ...cells].map(line).join('\n');
}
