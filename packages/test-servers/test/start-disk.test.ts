import { once } from 'node:events';
import { chmodSync, existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { runsTestsOf, startDisk, startRedis, startS3 } from '../src/index.ts';
import { redisCommand } from '../src/redis/redis-command.ts';
import { waitUntil } from '../src/wait-until.ts';
import { startProgram } from './built-program.ts';
import { s3Put } from './s3-request.ts';
import { temporaryDirectory } from './temporary-directory.ts';

const directory = temporaryDirectory();
const testWithDisk = runsTestsOf('tmpfs') ? test : test.skip;

testWithDisk('a full disk takes nothing more until it is freed, and is gone after the stop', async () => {
  const disk = await startDisk(100_000);
  const file = join(disk.folder, 'file');
  writeFileSync(file, 'x'.repeat(50_000));

  disk.fill();
  expect(() => writeFileSync(file, 'x'.repeat(60_000), { flag: 'a' })).toThrow('ENOSPC');
  disk.free();
  writeFileSync(file, 'y', { flag: 'a' });
  await disk.stop();
  expect(existsSync(disk.folder)).toBe(false);
});

testWithDisk('a disk is unmounted when the process is killed that started it', async () => {
  const program = startProgram(`console.log((await servers.startDisk(100_000)).folder); setInterval(() => {}, 1000);`, {
    cwd: directory,
    environment: { ...process.env, TMPDIR: directory },
  });
  const [folder] = String((await once(program.stdout, 'data'))[0]).split('\n');
  const mounted = () => readFileSync('/proc/mounts', 'utf8').includes(` ${folder} `);
  expect(mounted()).toBe(true);

  program.kill('SIGKILL');
  await waitUntil('it is unmounted', async () => !mounted());
  await waitUntil('no folder is left', async () => readdirSync(directory).length === 0);
});

const testRedisWithDisk = runsTestsOf('own redis') ? testWithDisk : test.skip;

testRedisWithDisk('a server that keeps its data there refuses changes while the disk is full', async () => {
  const disk = await startDisk(200_000);
  const server = await startRedis({ onDisk: true, parentFolder: disk.folder });
  const set = () => redisCommand(server.url, 'SET', 'key', 'x'.repeat(5_000));
  await set();

  disk.fill();
  await expect(
    (async () => {
      for (;;) await set();
    })(),
  ).rejects.toThrow('MISCONF');
  disk.free();
  await waitUntil('it takes changes again', () =>
    set().then(
      () => true,
      () => false,
    ),
  );
  await server.stop();
  await disk.stop();
});

const isRoot = process.getuid?.() === 0;
const testAsRoot = isRoot && runsTestsOf('own s3') ? test : test.skip;

testAsRoot('a server runs as a user that was chosen, whose rights to its folder can be taken away', async () => {
  const nobody = 65_534;
  chmodSync(directory, 0o711);
  const server = await startS3({ user: nobody, parentFolder: directory });
  const [folder] = readdirSync(directory);
  const objects = join(directory, folder ?? '', 'data', 'objects');
  expect((await s3Put(server, '/bucket')).status).toBe(200);
  expect(statSync(join(objects, 'bucket')).uid).toBe(nobody);

  chmodSync(objects, 0);
  expect((await s3Put(server, '/bucket/key', { body: 'x' })).ok).toBe(false);
  chmodSync(objects, 0o700);
  expect((await s3Put(server, '/bucket/key', { body: 'x' })).status).toBe(200);
  await server.stop();
});
