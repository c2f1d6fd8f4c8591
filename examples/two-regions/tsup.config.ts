import { defineConfig } from 'tsup';

export default defineConfig({
  entry: ['src/main.ts', 'src/region.ts'],
  format: 'esm',
  target: 'node20',
  tsconfig: '../../tsconfig.base.json',
  clean: true,
});
