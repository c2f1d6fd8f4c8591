import { execFileSync } from 'node:child_process';
import { median } from '../measure/median.mjs';

/** Milliseconds, in a new process, until the first message is stored: to import, to connect and to add it; by subject. */
export function firstMessageTimes(subjects, url, rounds) {
  const times = new Map(subjects.map(({ name }) => [name, []]));
  for (let round = 0; round < rounds; round++) {
    for (const { name, module } of subjects) {
      const program = `
        const start = performance.now();
        const { connect } = await import(${JSON.stringify(module)});
        const history = await (await connect('${url}')).open(crypto.randomUUID());
        await history.add([{ role: 'user', content: 'first' }]);
        console.log(performance.now() - start);
        process.exit();`;
      times.get(name).push(Number(execFileSync(process.execPath, ['--input-type=module', '--eval', program])));
    }
  }
  return new Map([...times].map(([name, all]) => [name, median(all)]));
}
