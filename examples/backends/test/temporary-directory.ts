import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** An empty directory for the tests of one file, removed when they are done. */
export function temporaryDirectory(): string {
  const directory = realpathSync(mkdtempSync(join(tmpdir(), 'agentstore-examples-test-')));
  afterAll(() => rmSync(directory, { recursive: true, force: true }));
  return directory;
}
