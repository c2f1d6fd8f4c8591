import { readFileSync } from 'node:fs';
import { join } from 'node:path';

test('core has no runtime dependency', () => {
  const manifest = JSON.parse(readFileSync(join(__dirname, '../package.json'), 'utf8'));
  expect({ ...manifest.dependencies, ...manifest.peerDependencies, ...manifest.optionalDependencies }).toEqual({});
});
