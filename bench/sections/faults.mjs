import { startRedis } from '@agentstore/test-servers';
import { startIfThere } from '../backends/start-if-there.mjs';
import { redisSubjects } from '../peers/catalog.mjs';
import { installPeers } from '../peers/install.mjs';
import { lostMessages } from '../peers/lost-messages.mjs';
import { outcomesOf } from '../peers/outcomes.mjs';

/** What becomes of messages where two processes write, and of a call where Redis hangs or dies. @type {import('../run.mjs').Section} */
export const faults = {
  name: 'faults',
  title: 'When Redis hangs or dies, and when two write',
  async measure(run) {
    const missing = await installPeers();
    const server = await startIfThere({ start: () => startRedis({ own: true }) });
    try {
      const { subjects, leftOut } = redisSubjects();
      const each = run.quick ? 50 : 400;
      const lost = new Map();
      for (const subject of subjects) {
        run.progress(`two processes write: ${subject.title}`);
        lost.set(subject.name, await lostMessages(subject, server.url, each));
      }
      const seconds = run.quick ? 6 : 30;
      run.progress(`Redis is stopped for ${seconds} s`);
      const stopped = await outcomesOf(subjects, server, () => server.pause(), seconds);
      server.resume();
      run.progress(`Redis is killed, ${seconds} s`);
      const killed = await outcomesOf(subjects, server, () => server.kill(), seconds);
      const head = ['', `two processes add ${each} each: lost`, 'add while Redis hangs', 'add once Redis was killed'];
      const cells = subjects.map(({ name, title }) => [
        title,
        String(lost.get(name)),
        stopped.get(name),
        killed.get(name),
      ]);
      return {
        against: server.version,
        rows: [],
        notes: [...leftOut, ...(missing ? [missing] : [])],
        tables: [{ title: 'What the caller of one `add` is told, and after how many seconds', head, cells }],
      };
    } finally {
      await server.stop();
    }
  },
};
