import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { findProgram } from '../find-program.ts';
import { installOnce } from '../install-once.ts';

const VERSION = '1.8.0';

// All that Go keeps is below, and goes with it: by default it is in the home folder, which need not be there.
const SCRIPT = `
  export GOBIN="$PWD" GOPATH="$PWD/go" GOMODCACHE="$PWD/go/pkg/mod" GOCACHE="$PWD/build" GOFLAGS="$GOFLAGS -modcacherw"
  go install github.com/versity/versitygw/cmd/versitygw@v${VERSION}
  rm -rf go build
`;

export interface S3Program {
  readonly path: string;
  /** The program and its version: `versitygw 1.8.0`. */
  readonly version: string;
}

/** The server's program: found, or built where Go is. Rejects with an error that says what to install. */
export async function s3Program(): Promise<S3Program> {
  const path = findProgram('versitygw');
  if (path !== null) return { path, version: await versionOf(path) };
  const folder = await installOnce({
    name: `versitygw-${VERSION}`,
    needs: ['go'],
    script: SCRIPT,
    advice: `install versitygw ${VERSION}, or Go and flock, by which it is built; or set S3_URL`,
  });
  return { path: join(folder, 'versitygw'), version: `versitygw ${VERSION}` };
}

async function versionOf(path: string): Promise<string> {
  const { stdout } = await promisify(execFile)(path, ['--version']);
  // One that was built by `go install` says `git`.
  return `versitygw ${/Version\s*: v?(\S+)/.exec(stdout)?.[1]}`;
}
