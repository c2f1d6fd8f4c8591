import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { runsTestsOf, startClock } from '../src/index.ts';

const testWithClock = runsTestsOf('faketime') ? test : test.skip;

// A line for each line that it reads: the time of day and the clock that only goes on, in milliseconds.
const code = `
  require('readline').createInterface({ input: process.stdin }).on('line', () => {
    console.log(JSON.stringify([Date.now(), Number(process.hrtime.bigint() / 1000000n)]));
  });`;

testWithClock('a clock is set while a program runs, and nothing but its time of day goes by it', async () => {
  const clock = await startClock();
  const program = spawn(process.execPath, ['--eval', code], {
    env: { ...process.env, ...clock.environment },
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const lines = createInterface({ input: program.stdout });
  /** In seconds: how far each of its clocks is ahead of ours. */
  const ahead = async (): Promise<number[]> => {
    program.stdin.write('now\n');
    const [time, steady] = JSON.parse(String((await once(lines, 'line'))[0])) as [number, number];
    const own = Number(process.hrtime.bigint() / 1_000_000n);
    return [time - Date.now(), steady - own].map((difference) => Math.round(difference / 10_000) * 10 + 0);
  };

  expect(await ahead()).toEqual([0, 0]);
  clock.set(-3_600);
  expect(await ahead()).toEqual([-3_600, 0]);
  clock.set(120);
  expect(await ahead()).toEqual([120, 0]);
  clock.set(0);
  expect(await ahead()).toEqual([0, 0]);
  program.stdin.end();
  await once(program, 'exit');
  await clock.stop();
});
