import { match } from 'node:assert/strict';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { Application } from './application.mjs';
import { storesTwice, storesTwiceByChain } from './stores-twice.mjs';

const formats = [
  { kind: 'ES modules', format: 'esm', extension: 'mjs' },
  { kind: 'CommonJS', format: 'cjs', extension: 'cjs' },
];

/**
 * Checks of programs that esbuild put into one file, run where nothing is installed.
 *
 * @param {import('./installations.mjs').Installations} installations
 */
export function bundleChecks(installations) {
  return formats.flatMap(({ kind, format, extension }) => {
    const check = (name, test) => ({ name: `bundled, ${kind}: ${name}`, run: test });
    const file = `bundle.${extension}`;
    const bundle = (program) => bundled(installations, { program: `${program}.${extension}`, format, file });
    return [
      check('what is imported by value is found by its name', async () => {
        const application = await bundle('by-value');
        await storesTwice(application, file, { driver: 'file', directory: application.newFolder() });
      }),
      check('a list of names is a chain where the chain is imported', async () => {
        await storesTwiceByChain(await bundle('by-value'), file);
      }),
      check('what is not imported is told with the import', async () => {
        const application = await bundle('by-name');
        const missing = await application.runFailing([file, '{"driver":"file","directory":"."}', 'chat']);
        match(missing, /no driver "file" .*import '@agentstore\/file'/);
        const chain = await application.runFailing([file, '["memory","memory"]', 'chat']);
        match(chain, /no driver "chain" .*import '@agentstore\/core\/chain'/);
      }),
    ];
  });
}

/** An application that has a bundle and nothing else. */
async function bundled(installations, { program, format, file }) {
  const { folder } = await installations.application('npm', '@agentstore/core', '@agentstore/file');
  const application = new Application(installations.folder);
  const { build } = await import(esbuild());
  await build({
    entryPoints: [join(folder, program)],
    outfile: join(application.folder, file),
    bundle: true,
    platform: 'node',
    format,
    logLevel: 'silent',
  });
  return application;
}

/** It comes with tsup. */
function esbuild() {
  const tsup = createRequire(import.meta.url).resolve('tsup');
  return pathToFileURL(createRequire(tsup).resolve('esbuild')).href;
}
