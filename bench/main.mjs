// What our drivers cost beside the raw clients and what people use instead: `npm run bench`.
import { readOptions } from './options.mjs';
import { startProgress } from './report/progress.mjs';
import { rowsTable, markdownTable } from './report/markdown.mjs';
import { makeRun, Unavailable } from './run.mjs';
import { sections } from './sections.mjs';

const options = readOptions(process.argv.slice(2), sections);
for (const section of options.sections) {
  const progress = startProgress(section.title);
  const run = makeRun({ quick: options.quick, progress: progress.say });
  const measured = await section.measure(run);
  progress.end();
  console.log(measured.against);
  console.log(rowsTable(measured.rows));
  for (const t of measured.tables ?? []) console.log(`\n${markdownTable(t.head, t.cells, t.head.map((_, i) => i).slice(1))}`);
}
