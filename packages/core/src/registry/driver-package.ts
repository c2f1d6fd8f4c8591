import { ConfigError, messageOf } from '../errors.ts';
import type { DriverType } from './driver-spec.ts';
import { registeredDriver } from './registry.ts';
import { unknownDriver } from './unknown-driver.ts';

/** An npm package's name: never a path, whatever a config says. */
const packageName = /^(@[a-z0-9-][a-z0-9-._]*\/)?[a-z0-9-][a-z0-9-._]*$/;

/** Loads the package that registers a driver of that name. ConfigError where there is none, or where it fails to load. */
export async function loadDriver(name: string): Promise<DriverType<object>> {
  let driver = registeredDriver(name);
  for (const candidate of driver ? [] : candidates(name)) {
    if (!driver && (await importPackage(candidate))) driver = registeredDriver(name);
  }
  if (driver) return driver;
  throw unknownDriver(name);
}

/** Whether a package of such a driver is installed where the application can see it. */
export function isInstalled(name: string): boolean {
  return candidates(name).some((candidate) => resolveFromApplication(candidate) !== null);
}

/** Where a driver is looked for, in this order. */
function candidates(name: string): string[] {
  if (name === 'chain') return ['@agentstore/core/chain'];
  if (!packageName.test(name)) return [];
  return name.startsWith('@') ? [name] : [`@agentstore/${name}`, `agentstore-driver-${name}`, name];
}

async function importPackage(name: string): Promise<boolean> {
  try {
    await import(/* webpackIgnore: true */ /* @vite-ignore */ name);
    return true;
  } catch (cause) {
    if (!isMissing(cause, name)) throw brokenPackage(name, cause);
  }
  // Not beside this package (pnpm, linked packages): from where the application stands.
  const file = resolveFromApplication(name);
  if (file === null) return false;
  try {
    await import(/* webpackIgnore: true */ /* @vite-ignore */ file);
    return true;
  } catch (cause) {
    throw brokenPackage(name, cause);
  }
}

/** The package's file as a URL, from the working directory or from the main script; null: not to be found. */
function resolveFromApplication(name: string): string | null {
  const { createRequire } = process.getBuiltinModule('module');
  const { pathToFileURL } = process.getBuiltinModule('url');
  for (const from of [`${process.cwd()}/`, process.argv[1]]) {
    try {
      const file = from ? createRequire(from).resolve(name) : name;
      // A module of Node.js resolves to itself, and is no package.
      if (file !== name) return pathToFileURL(file).href;
    } catch (cause) {
      if (!isMissing(cause, name)) throw brokenPackage(name, cause);
    }
  }
  return null;
}

/** The package itself is missing, not something that it needs. Node.js names what was asked for, or the package of it. */
function isMissing(cause: unknown, name: string): boolean {
  const { code } = cause as { code?: unknown };
  const names = [name, name.split('/').slice(0, 2).join('/')];
  return (
    String(code).endsWith('MODULE_NOT_FOUND') && names.some((missing) => messageOf(cause).includes(`'${missing}'`))
  );
}

function brokenPackage(name: string, cause: unknown): ConfigError {
  return new ConfigError(`the package ${name} is installed and cannot be loaded: ${messageOf(cause)}`, { cause });
}
