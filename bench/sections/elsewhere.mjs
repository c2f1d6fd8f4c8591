import { installPeers } from '../peers/install.mjs';
import { startPostgres } from '../peers/start-postgres.mjs';
import { cellsOf } from '../peers/time-cells.mjs';
import { peerTimes } from '../peers/times.mjs';
import { lengthsText } from '../report/lengths.mjs';
import { Unavailable } from '../run.mjs';

/** What keeps sessions elsewhere than in Redis. @type {import('../run.mjs').Section} */
export const elsewhere = {
  name: 'elsewhere',
  title: 'What keeps sessions elsewhere',
  async measure(run) {
    const missing = await installPeers();
    if (missing) throw new Unavailable(missing);
    const postgres = await startPostgres((await import('../peers/subjects/postgres.mjs')).isReady);
    try {
      const inPostgres = await timesOf({ raw: 'peers/postgres', langgraph: 'peers/langgraph' }, postgres.url, run);
      const inMemory = await timesOf({ raw: 'peers/openai-agents', agentstore: 'agentstore-memory' }, '', run);
      const head = ['', 'compared with', 'add a turn', 'load all', 'last 20'];
      const row = (title, to, times, name) => [
        title,
        to,
        ...['add', 'load', 'last'].map((what) => cellsOf(times, name, what)),
      ];
      const cells = [
        row("LangGraph's PostgresSaver", '`INSERT` and `SELECT` by pg', inPostgres, 'langgraph'),
        row('a history of ours in memory', "MemorySession of OpenAI's Agents SDK", inMemory, 'agentstore'),
      ];
      const title = `Times what it is compared with, at ${lengthsText(run)} messages`;
      return { against: postgres.version, rows: [], tables: [{ title, head, cells }] };
    } finally {
      await postgres.stop();
    }
  },
};

async function timesOf(subjects, url, run) {
  const connections = new Map();
  for (const [name, module] of Object.entries(subjects)) {
    const path = module.startsWith('peers/') ? module.replace('peers/', '../peers/subjects/') : `../subjects/${module}`;
    connections.set(name, await (await import(`${path}.mjs`)).connect(url));
  }
  try {
    return await peerTimes(connections, run);
  } finally {
    for (const connection of connections.values()) await connection.close();
  }
}
