import { bundleChecks } from './bundle-checks.mjs';
import { byNameChecks } from './by-name-checks.mjs';
import { Installations } from './installations.mjs';
import { typeChecks } from './type-checks.mjs';

/**
 * What users do with the packages, from the install on: `publish` goes before `checks`, where each is a test; `stop`
 * comes last, whatever failed.
 */
export function installationChecks() {
  const installations = new Installations();
  return {
    publish: { name: 'publish all packages to a registry of this run', run: () => installations.publish() },
    checks: [...byNameChecks(installations), ...bundleChecks(installations), ...typeChecks(installations)],
    stop: () => installations.stop(),
  };
}
