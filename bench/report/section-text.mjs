import { measuredOn } from './machine.mjs';
import { markdownTable, rowsTable } from './markdown.mjs';

/** What a section has measured, in Markdown. @param {import('../run.mjs').Measured} measured */
export function sectionText({ against, rows, tables = [], notes = [] }) {
  const parts = [measuredOn(against)];
  if (rows.length > 0) parts.push(rowsTable(rows));
  for (const { title, head, cells } of tables) {
    const numbers = head.map((_, column) => column).slice(1);
    parts.push(`${title}:`, markdownTable(head, cells, numbers));
  }
  if (notes.length > 0) parts.push(`Left out: ${notes.join('; ')}.`);
  return parts.join('\n\n');
}
