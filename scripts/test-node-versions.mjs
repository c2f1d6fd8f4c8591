import { nodeVersionChecks } from './node-versions.mjs';
import { onBuiltPackages } from './on-built-packages.mjs';

await onBuiltPackages(async (tally) => {
  for (const check of nodeVersionChecks()) await tally.run(check);
});
