import { median } from '../median.mjs';

const rounds = 20;
const appendsEach = 10;
// About 300 bytes, as messages of agents are on average.
const text = 'What an agent says in one turn. '.repeat(8);

/**
 * What it takes to add a message to so many stored ones, in milliseconds: the medians, by subject. They take turns, so that
 * whatever slows the machine down slows all of them; some at a time, so that none pays for what another leaves behind.
 */
export async function appendCosts(subjects, url, stored) {
  const running = [];
  for (const { name, module } of subjects) {
    const { connect } = await import(module);
    running.push({ name, connection: await connect(url), history: null, times: [] });
  }
  for (let round = 0; round < rounds; round++) {
    for (const subject of running) {
      const isGrown = round * appendsEach >= stored;
      if (!subject.history || isGrown) subject.history = await filled(subject.connection, stored);
      for (let append = 0; append < appendsEach; append++) {
        const start = performance.now();
        await subject.history.add(text);
        subject.times.push(performance.now() - start);
      }
    }
  }
  for (const { connection } of running) await connection.close();
  return new Map(running.map(({ name, times }) => [name, median(times)]));
}

async function filled(connection, stored) {
  const history = await connection.open(crypto.randomUUID());
  for (let number = 0; number < stored; number++) await history.add(text);
  return history;
}
