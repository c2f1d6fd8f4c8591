import { copyFileSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { runProgram } from '../scripts/program.mjs';
import { root } from '../scripts/root.mjs';
import { drivers } from './drivers.mjs';

const packages = ['@agentstore/core', '@agentstore/conformance', ...drivers.map(({ packageName }) => packageName)];
const { devDependencies } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
// Who writes programs for Node.js in TypeScript has them.
const typesOfNode = `@types/node@${devDependencies['@types/node']}`;

/** Declarations are checked as well. */
const strictest = { strict: true, skipLibCheck: false, types: ['node'], target: 'es2022', noEmit: true };
const resolutions = [
  { kind: 'node16', extensions: ['mts', 'cts'], options: { module: 'node16' } },
  { kind: 'bundler', extensions: ['ts'], options: { module: 'esnext', moduleResolution: 'bundler' } },
];

/**
 * Checks that the types of the installed packages need nothing that is not installed with them.
 *
 * @param {import('./installations.mjs').Installations} installations
 */
export function typeChecks(installations) {
  return resolutions.map(({ kind, extensions, options }) => ({
    name: `types of the installed packages: ${kind}`,
    run: async () => {
      const application = await installations.application('npm', ...packages, typesOfNode);
      const files = extensions.flatMap((extension) => programs(application, extension));
      const project = `tsconfig.${kind}.json`;
      application.write(project, JSON.stringify({ compilerOptions: { ...strictest, ...options }, files }));
      const cwd = application.folder;
      return withoutErrorsOfOthers(await runProgram('tsc', ['--project', project, '--pretty', 'false'], { cwd }));
    },
  }));
}

/** The names of two programs: one that uses the types, one that loads those of all packages. */
function programs(application, extension) {
  const [used, all] = [`used.${extension}`, `all.${extension}`];
  copyFileSync(join(application.folder, 'typed.ts'), join(application.folder, used));
  const imports = packages.map((name) => `import type {} from '${name}';\n`).join('');
  const names = JSON.stringify(drivers.map(({ name }) => name));
  application.write(
    all,
    `import type { DriverName } from '@agentstore/core';\n${imports}export const names: DriverName[] = ${names};\n`,
  );
  return [used, all];
}

/** What is wrong in the declarations of clients is not ours. */
function withoutErrorsOfOthers({ ok, output }) {
  const others = /^node_modules\/(?!@agentstore\/|agentstore-driver-)/;
  const ours = output.split(/\n(?=\S)/).filter((error) => error.trim() !== '' && !others.test(error));
  // Without a word, it is tsc itself that failed.
  return { ok: ok || (output !== '' && ours.length === 0), output: ours.join('\n') };
}
