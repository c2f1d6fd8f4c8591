import { installationChecks } from '../e2e/installation-checks.mjs';
import { inParallel } from './in-parallel.mjs';
import { onBuiltPackages } from './on-built-packages.mjs';

await onBuiltPackages(async (tally) => {
  const { publish, checks, stop } = installationChecks();
  await tally.run(publish);
  await inParallel(checks.map((check) => () => tally.run(check)));
  await stop();
});
