// A registry for one run, which ends with the process that forked it and removes the run's folder then:
// `registry-process.mjs <folder> <url of the registry for all other packages>`.
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { runServer } from 'verdaccio';

const [folder, upstream] = process.argv.slice(2);
const ours = { access: '$all', publish: '$all' };

const server = await runServer({
  self_path: folder,
  storage: join(folder, 'storage'),
  auth: { htpasswd: { file: join(folder, 'htpasswd') } },
  uplinks: { upstream: { url: upstream } },
  packages: {
    // Without `proxy`: never asked for elsewhere, so that what is installed is what was published here.
    '@agentstore/*': ours,
    'agentstore-driver-*': ours,
    '**': { access: '$all', proxy: 'upstream' },
  },
  web: { enable: false },
  log: { type: 'stdout', format: 'pretty', level: 'error' },
});
server.listen(0, '127.0.0.1', () => process.send({ port: server.address().port }));

process.on('disconnect', () => {
  rmSync(folder, { recursive: true, force: true });
  process.exit();
});
// A terminal sends Ctrl+C to all processes: the other one decides when to end.
process.on('SIGINT', () => {});
