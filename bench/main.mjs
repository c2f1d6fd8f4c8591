// What our drivers cost beside the raw clients and what people use instead: `npm run bench`.
import { readOptions } from './options.mjs';
import { writeSection } from './report/document.mjs';
import { startProgress } from './report/progress.mjs';
import { sectionText } from './report/section-text.mjs';
import { makeRun, Unavailable } from './run.mjs';
import { sections } from './sections.mjs';

const { quick, only } = readOptions(process.argv.slice(2), sections);
const started = performance.now();
for (const section of only) await runSection(section);
console.log(
  `${((performance.now() - started) / 60_000).toFixed(1)} minutes${quick ? ', quick: nothing was written' : ''}`,
);
// Some of what others opened does not close.
process.exit();

async function runSection({ name, title, measure }) {
  const progress = startProgress(title);
  try {
    const measured = await measure(makeRun({ quick, progress: progress.say }));
    progress.end();
    const markdown = sectionText(measured);
    console.log(`\n## ${title}\n\n${markdown}\n`);
    // Too short for a document.
    if (!quick) writeSection(name, markdown, measured.charts ?? []);
  } catch (error) {
    progress.end();
    if (!(error instanceof Unavailable)) throw error;
    console.log(`\n## ${title}\n\nLeft out: ${error.message}\n`);
  }
}
