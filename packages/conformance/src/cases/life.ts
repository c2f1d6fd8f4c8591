import { setTimeout } from 'node:timers/promises';
import type { CaseDefinition } from '../case.ts';
import { expectList, expectResolution, expectThat } from '../expectation.ts';
import { freshIdentity } from '../fresh-identity.ts';
import { nativeReport } from '../native-report.ts';
import { numbered } from '../numbered.ts';

/** In milliseconds. */
const longestEndMs = 5_000;

/** A driver from its first use to its end. */
export const lifeCases: readonly CaseDefinition[] = [
  {
    title: 'what is called native is overridden',
    async test(stage) {
      const { driver, native } = nativeReport(await stage.open());
      const inherited = stage.native.filter((method) => !native.includes(method));
      const names = inherited.join(', ');
      expectThat(inherited.length === 0, `${driver}: called native, but the base class's: ${names}`);
    },
  },
  {
    title: 'setup may run any number of times, at once too, and changes nothing that is stored',
    async test(stage) {
      const identity = freshIdentity();
      const drivers = await Promise.all([stage.open(), stage.open(), stage.open()]);
      await drivers[0].write(identity, numbered(1, 3));
      await Promise.all(drivers.map((driver) => expectResolution(() => driver.setup(), 'setup of several at once')));
      await expectResolution(() => drivers[0].setup(), 'setup after setup');
      expectList(await drivers[0].read(identity), numbered(1, 3), 'read after setup ran again');
    },
  },
  {
    title: 'flush resolves, whether there is something to wait for or not',
    async test(stage) {
      const driver = await stage.open();
      const identity = freshIdentity();
      await driver.flush();
      await driver.write(identity, numbered(1, 3));
      await driver.flush();
      expectList(await (await stage.open()).read(identity), numbered(1, 3), 'read by another instance after flush');
    },
  },
  {
    title: 'a driver that was never used can be closed, and closed again',
    async test(stage) {
      const driver = await stage.open();
      await expectResolution(() => driver.close(), 'close of a driver that was never used');
      await expectResolution(() => driver.close(), 'close of a driver that was closed');
    },
  },
  {
    title: 'what was stored outlives the driver that stored it',
    async test(stage) {
      const identity = freshIdentity();
      const driver = await stage.open();
      await driver.write(identity, numbered(1, 2));
      await driver.append(identity, numbered(3, 3));
      await driver.close();
      const next = await stage.open();
      expectList(
        await next.read(identity),
        numbered(1, 3),
        'read by a driver that was made after the first was closed',
      );
      await next.append(identity, numbered(4, 4));
      expectList(await next.read(identity), numbered(1, 4), 'read after that driver went on');
    },
  },
  {
    title: 'a closed driver does not keep its process alive (several processes)',
    needs: ['processes'],
    async test(stage) {
      const identity = freshIdentity();
      const [other] = await stage.processes(1);
      await other?.run('write', identity, numbered(1, 3));
      await other?.close();
      const end = await Promise.race([other?.hasEnded, setTimeout(longestEndMs, 'still alive', { ref: false })]);
      expectThat(end !== 'still alive', `the process should have ended ${longestEndMs} ms after its driver was closed`);
      expectList(await (await stage.open()).read(identity), numbered(1, 3), 'read after the other process ended');
    },
  },
];
