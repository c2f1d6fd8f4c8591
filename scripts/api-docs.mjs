// `npm run docs`: the documentation of the API of all packages that are published, as HTML in docs/api. A warning is a
// failure: a broken link, or a type that is used in public and not exported.
import { join } from 'node:path';
import { publicEntries } from './public-entries.mjs';
import { root } from './root.mjs';
import { setup } from './setup.mjs';

await setup();
const { Application } = await import('typedoc');

// What the models' types are made of: nobody needs their names.
const intentionallyNotExported = [
  ...['Discriminated', 'InputOfOne', 'Models', 'OneOf'].map((name) => `model/data-model-array.ts:${name}`),
  ...['Input', 'Output', 'IsStorable', 'StorableItem'].map((name) => `model/storable-schema.ts:${name}`),
  'model/item-of.ts:Class',
  // Exported with what it is extended by.
  'storage/storage.ts:Storage',
];

const entries = publicEntries();
const app = await Application.bootstrap({
  name: 'agentstore',
  entryPoints: entries.map(({ file }) => file),
  tsconfig: join(root, 'tsconfig.docs.json'),
  // Types are checked by themselves.
  skipErrorChecking: true,
  // Their links would need the repository's address.
  disableSources: true,
  readme: 'none',
});
const points = app.getEntryPoints();
for (const point of points) {
  point.displayName = entries.find(({ file }) => file === point.sourceFile.fileName).name;
}
const project = app.converter.convert(points);
// The exports are looked at for one package at a time: that which the project is called by.
for (const name of new Set(entries.map((entry) => entry.packageName))) {
  project.packageName = name;
  app.options.setValue('intentionallyNotExported', name === '@agentstore/core' ? intentionallyNotExported : []);
  app.validate(project);
}
if (app.logger.hasWarnings() || app.logger.hasErrors()) process.exitCode = 1;
else await app.generateDocs(project, join(root, 'docs', 'api'));
