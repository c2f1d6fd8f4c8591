import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { documentedExamples } from './documents.mjs';
import { runProgram } from './program.mjs';
import { root } from './root.mjs';

// A package of the workspace, so that the examples import what users import: the built packages.
const home = join('examples', 'readme');
const generated = join(home, 'generated');

/**
 * The documents' examples are compiled together, then run one by one, each in an empty folder: `compile` goes before
 * `examples`, where each is a test.
 */
export function readmeExampleChecks() {
  const examples = documentedExamples().map((example) => ({ ...example, file: fileFor(example), errors: '' }));
  return {
    compile: { name: 'compile the examples of the documents', run: () => compile(examples) },
    examples: examples.map((example) => ({
      name: `${example.document}: ${example.heading} (line ${example.line})`,
      run: () => run(example),
    })),
  };
}

function fileFor({ document, line }) {
  return join(generated, `${document.replace(/\.md$/, '').replaceAll('/', '-')}-${line}`);
}

async function compile(examples) {
  rmSync(join(root, generated), { recursive: true, force: true });
  mkdirSync(join(root, generated), { recursive: true });
  for (const { file, line, code } of examples) {
    // Empty lines before it, so that an error's line is the line in the document.
    writeFileSync(join(root, `${file}.ts`), '\n'.repeat(line) + code);
  }
  const { ok, output } = await runProgram('tsc', ['--project', home, '--pretty', 'false']);
  if (ok) return { ok, output };

  // What is wrong in an example is that example's failure.
  const others = output.split(/\n(?=\S)/).filter((message) => {
    const example = examples.find(({ file }) => message.startsWith(`${file}.ts`));
    if (example) example.errors += `${message.replace(`${example.file}.ts`, example.document)}\n`;
    return !example;
  });
  return { ok: others.length === 0, output: others.join('\n') };
}

async function run({ file, errors, isRun }) {
  if (errors) return { ok: false, output: errors };
  if (!isRun) return { ok: true, output: '' };
  const cwd = mkdtempSync(join(tmpdir(), 'agentstore-example-'));
  try {
    return await runProgram('node', ['--enable-source-maps', join(root, `${file}.js`)], { cwd });
  } finally {
    rmSync(cwd, { recursive: true, force: true });
  }
}
