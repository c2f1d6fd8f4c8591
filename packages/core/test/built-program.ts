import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

const corePackage = join(__dirname, '..');

/** A folder with an application that has the built core installed, and whatever files it is given. */
export class Application {
  readonly folder = mkdtempSync(join(tmpdir(), 'agentstore-application-'));

  constructor(files: { readonly [path: string]: string }) {
    if (!existsSync(join(corePackage, 'dist', 'index.cjs'))) {
      throw new Error(
        'packages/core/dist is missing: run `npm run build` first, since this test runs the built package',
      );
    }
    this.write({ 'package.json': '{"type":"module"}', ...files });
    mkdirSync(join(this.folder, 'node_modules', '@agentstore'), { recursive: true });
    symlinkSync(corePackage, join(this.folder, 'node_modules', '@agentstore', 'core'), 'dir');
  }

  write(files: { readonly [path: string]: string }): void {
    for (const [path, text] of Object.entries(files)) {
      const file = join(this.folder, path);
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, text);
    }
  }

  /** What a program prints. */
  run(program: string, name = 'main.mjs'): string {
    this.write({ [name]: program });
    return execFileSync(process.execPath, [join(this.folder, name)], { cwd: this.folder, encoding: 'utf8' }).trim();
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}
