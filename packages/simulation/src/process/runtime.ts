import { compileFunction } from 'node:vm';
import type { ProcessGlobals } from './process-globals.ts';

/** What a process has of core: classes and functions of its own. */
export type Runtime = typeof import('./process-entry.ts');

export type StartRuntime = (globals: ProcessGlobals) => Runtime;

const names = [
  'Date',
  'setTimeout',
  'clearTimeout',
  'setInterval',
  'performance',
  'crypto',
  'process',
  'globalThis',
] as const;

/** Compiles what `bundleProcess` made. Each call of the result is a process that shares nothing with another one. */
export function compileRuntime(script: string): StartRuntime {
  const start = compileFunction(script, ['module', 'exports', 'require', ...names], { filename: 'process.cjs' });
  return (globals) => {
    const module = { exports: {} };
    const require = (name: string) => {
      throw new Error(`a simulated process has no ${name}`);
    };
    start(module, module.exports, require, ...names.map((name) => globals[name]));
    return module.exports as Runtime;
  };
}
