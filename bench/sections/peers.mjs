import { startRedis } from '@agentstore/test-servers';
import { startIfThere } from '../backends/start-if-there.mjs';
import { redisSubjects } from '../peers/catalog.mjs';
import { firstMessageTimes } from '../peers/first-message.mjs';
import { installPeers } from '../peers/install.mjs';
import { installedSize } from '../peers/installed-size.mjs';
import { peerRequests } from '../peers/requests.mjs';
import { cellsOf, pointsOf } from '../peers/time-cells.mjs';
import { peerTimes } from '../peers/times.mjs';
import { growthChart } from '../report/growth-chart.mjs';
import { lengthsText } from '../report/lengths.mjs';

/** What people use instead, on one Redis. @type {import('../run.mjs').Section} */
export const peers = {
  name: 'peers',
  title: 'What people use instead',
  async measure(run) {
    run.progress('install');
    const missing = await installPeers();
    const server = await startIfThere({ start: () => startRedis({ own: true }) });
    const { subjects, leftOut } = redisSubjects();
    const connections = new Map();
    try {
      for (const { name, module } of subjects) connections.set(name, await connected(module, server.url));
      const times = await peerTimes(connections, run);
      run.progress('count requests');
      const requests = await peerRequests(subjects, server);
      run.progress('first message of a process');
      const first = firstMessageTimes(subjects, server.url, run.quick ? 1 : 7);
      const cells = subjects.map(({ name, title, folder }) => {
        const { trips, sent } = requests.get(name);
        const { packages, megabytes } = installedSize(folder);
        return [
          title,
          cellsOf(times, name, 'add'),
          String(trips),
          `${(sent / 1_000).toFixed(1)} kB`,
          cellsOf(times, name, 'load'),
          cellsOf(times, name, 'last'),
          first.get(name).toFixed(0),
          `${packages}, ${megabytes.toFixed(0)}`,
        ];
      });
      const lines = subjects.map(({ name, title }) => ({
        name: title,
        points: pointsOf(times, name, 'add'),
      }));
      return {
        against: server.version,
        rows: [],
        notes: [...leftOut, ...(missing ? [missing] : [])],
        tables: [{ title: `Times the raw client, at ${lengthsText(run)} messages`, head, cells }],
        charts: [
          {
            file: 'peers.svg',
            svg: growthChart('Adding a turn, × RPUSH of ioredis, over the length of the session', lines),
            alt: 'Adding a turn: how many times an RPUSH it takes as the session grows',
          },
        ],
      };
    } finally {
      for (const connection of connections.values()) await connection.close();
      await server.stop();
    }
  },
};

const head = [
  '',
  'add a turn',
  'round trips',
  'sent at 10,000',
  'load all',
  'last 20',
  'first message of a process, ms',
  'installed: packages, MB',
];

async function connected(module, url) {
  const { connect } = await import(module);
  return connect(url);
}
