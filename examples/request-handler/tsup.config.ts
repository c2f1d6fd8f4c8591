import { defineConfig } from 'tsup';

export default defineConfig({
  entry: { main: 'src/main.ts', server: 'src/pretended/server.ts' },
  format: 'esm',
  target: 'node20',
  tsconfig: '../../tsconfig.base.json',
  clean: true,
});
