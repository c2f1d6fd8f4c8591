import { deepEqual, equal, match } from 'node:assert/strict';
import { drivers } from './drivers.mjs';
import { storesTwice, storesTwiceByChain } from './stores-twice.mjs';

const core = '@agentstore/core';
const file = '@agentstore/file';
const modules = [
  { kind: 'ES modules', program: 'by-name.mjs' },
  { kind: 'CommonJS', program: 'by-name.cjs' },
];

/**
 * Checks of what users do who install core and one driver, and write its name into a config.
 *
 * @param {import('./installations.mjs').Installations} installations
 */
export function byNameChecks(installations) {
  const checks = ['npm', 'pnpm'].flatMap((packageManager) => {
    const install = (driver) => installations.application(packageManager, core, driver);
    const check = (name, run) => ({ name: `${packageManager}, ${name}`, run });
    const inModules = ({ kind, program }) => [
      ...drivers.map((driver) =>
        check(`${kind}: core and ${driver.name}`, async () =>
          storesByName(await install(driver.packageName), program, driver),
        ),
      ),
      check(`${kind}: a list of names is a chain`, async () => storesTwiceByChain(await install(file), program)),
      check(`${kind}: a missing driver is told with the install`, async () =>
        saysWhatToInstall(await install(file), program),
      ),
    ];
    return [
      ...modules.flatMap(inModules),
      check('core and file bring no other package', async () => {
        deepEqual((await install(file)).installedPackages(), [core, file]);
      }),
    ];
  });
  return [...checks, ...modules.map((module) => globalStoreCheck(installations, module))];
}

/** There, core does not see the driver: only the application does. */
function globalStoreCheck(installations, { kind, program }) {
  const packageManager = 'pnpm with a global store';
  return {
    name: `${packageManager}, ${kind}: core and file, and a chain of names`,
    run: async () => {
      const application = await installations.application(packageManager, core, file);
      equal(await application.run(['core-sees.cjs', file]), 'MODULE_NOT_FOUND');
      await storesTwice(application, program, { driver: 'file', directory: application.newFolder() });
      await storesTwiceByChain(application, program);
    },
  };
}

async function storesByName(application, program, { name, packageName, start }) {
  const ours = application.installedPackages().filter((other) => /^(@agentstore\/|agentstore-driver-)/.test(other));
  deepEqual(ours, [core, packageName], 'what is installed of ours');

  const backend = await start(application.newFolder());
  if (!backend) return { ok: true, output: '', counts: { skipped: 1 } };
  try {
    await storesTwice(application, program, { driver: name, ...backend.config });
  } finally {
    await backend.stop();
  }
}

async function saysWhatToInstall(application, program) {
  const missing = await application.runFailing([program, '"redis"', 'chat']);
  match(missing, /no driver "redis" .*npm install @agentstore\/redis\b/);
  const misspelt = await application.runFailing([program, '"mongoo"', 'chat']);
  match(misspelt, /no driver "mongoo" .*Did you mean "mongo"\? .*npm install @agentstore\/mongo\b/);
}
