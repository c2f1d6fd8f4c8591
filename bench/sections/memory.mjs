import { backends } from '../backends/all.mjs';
import { measureMemory } from '../parts/memory.mjs';
import { Unavailable } from '../run.mjs';

/** What a process needs for a history of 50 MB. @type {import('../run.mjs').Section} */
export const memory = {
  name: 'memory',
  title: 'Long histories in memory',
  async measure(run) {
    const megabytes = run.quick ? 5 : 50;
    const cells = [];
    const notes = [];
    const against = [];
    for (const backend of backends) {
      try {
        const { version, row } = await measureMemory(backend, megabytes, run);
        against.push(version);
        cells.push(row);
      } catch (error) {
        if (!(error instanceof Unavailable)) throw error;
        notes.push(error.message);
      }
    }
    const head = ['', 'read all', 'by the raw client', 'the last 20', 'append a turn'];
    const title = `Megabytes beyond a connected process, at its highest, for ${megabytes} MB of messages`;
    return { against: against.join(', '), rows: [], notes, tables: [{ title, head, cells }] };
  },
};
