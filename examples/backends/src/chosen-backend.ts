import { parseArgs } from 'node:util';
import type { Backend } from './backend.ts';
import { driverHelp, driverOptions } from './driver-options.ts';
import { openBackend } from './open-backend.ts';

/**
 * The backend that a program's arguments choose: the folder among them, or `--driver NAME` and `--url URL`; without any,
 * files in a temporary folder. What cannot be had is said in one line, and ends the process with code 1.
 *
 * @param program its name, which is part of the places where it stores: `quick-start`
 */
export async function chosenBackend(programArguments: readonly string[], program: string): Promise<Backend> {
  try {
    const { values, positionals } = parseArgs({
      args: [...programArguments],
      options: { ...driverOptions, help: { type: 'boolean', short: 'h' } },
      allowPositionals: true,
    });
    if (values.help) {
      console.log(`npm run example -- ${program} [FOLDER] [--driver NAME] [--url URL]\n\n${help}`);
      process.exit(0);
    }
    const [folder, ...others] = positionals;
    if (others.length > 0) throw new Error('one folder at a time');
    const backend = await openBackend({ ...values, program, ...(folder !== undefined && { directory: folder }) });
    // So that a server which does not answer, or lacks what the driver needs, is said here.
    await backend.spec();
    if (backend.name !== 'file') console.log(`the ${backend.name} driver: ${backend.where}`);
    return backend;
  } catch (error) {
    console.error(`${program}: ${(error as Error).message}`);
    process.exit(1);
  }
}

const help = `\
FOLDER          where the file driver keeps it. Without it, in a temporary folder, which is removed at the end.
${driverHelp}`;
