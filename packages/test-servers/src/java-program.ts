import { findProgram } from './find-program.ts';

/** The path of `java`. @throws with the advice, where there is none */
export function javaProgram(advice: string): string {
  const path = findProgram('java');
  if (path === null) throw new Error(advice);
  return path;
}

/** For a server that is started often and stores little: it starts sooner, and takes less memory. */
export const JAVA_OPTIONS = ['-XX:TieredStopAtLevel=1', '-XX:+UseSerialGC', '-Xmx512m'] as const;
