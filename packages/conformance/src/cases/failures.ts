import { DriverError, type Item, type SessionIdentity, type StorageDriver } from '@agentstore/core';
import type { CaseDefinition } from '../case.ts';
import { expectList, expectRejection, expectResolution, expectThat } from '../expectation.ts';
import { freshIdentity } from '../fresh-identity.ts';
import { numbered } from '../numbered.ts';
import type { Stage } from '../stage.ts';

/** What a driver does while its backend fails. */
export const failureCases: readonly CaseDefinition[] = [
  {
    title: 'a failure is a rejection, never null and never an empty list',
    needs: ['breakable'],
    async test(stage) {
      const backend = await stage.breakable();
      const { driver } = backend;
      const identity = freshIdentity();
      await driver.write(identity, numbered(1, 3));
      await backend.break();
      await failures(stage, driver, identity);
    },
  },
  {
    title: 'a DriverError names the driver, the operation, the identity and the cause',
    needs: ['breakable'],
    async test(stage) {
      const backend = await stage.breakable();
      const { driver } = backend;
      const identity = freshIdentity();
      await driver.write(identity, numbered(1, 3));
      await backend.break();
      for (const [operation, error] of await failures(stage, driver, identity)) {
        expectThat(error instanceof Error, `${operation}: expected an Error, not ${String(error)}`);
        // What is not one yet becomes one in the Storage or the chain, which know all of this.
        if (!(error instanceof DriverError)) continue;
        const { message } = error;
        expectThat(error.driver === driver.name, `${operation}: the error should name ${driver.name}: ${message}`);
        expectThat(error.operation === operation, `${operation}: the error is about ${error.operation}: ${message}`);
        if (operation !== 'list') {
          expectThat(
            error.identity === identity.key,
            `${operation}: the error should name ${identity.key}: ${message}`,
          );
        }
        const isExplained = error.cause !== undefined || error.code !== 'failed';
        expectThat(isExplained, `${operation}: the error has neither a cause nor a code that says why: ${message}`);
      }
    },
  },
  {
    title: 'once the backend is back, the driver works again and nothing that was acknowledged is lost',
    needs: ['breakable'],
    async test(stage) {
      const backend = await stage.breakable();
      const { driver } = backend;
      const identity = freshIdentity();
      await driver.write(identity, numbered(1, 3));
      await backend.break();
      await expectRejection(() => driver.append(identity, numbered(4, 4)), 'append while the backend fails');
      await backend.mend();
      const list = await expectResolution(() => driver.read(identity), 'read after the backend is back');
      // What was rejected may have been stored all the same.
      const expected = list?.length === 4 ? numbered(1, 4) : numbered(1, 3);
      expectList(list, expected, 'read after the backend is back');
      await expectResolution(() => driver.append(identity, numbered(5, 5)), 'append after the backend is back');
      expectList(
        await driver.read(identity),
        [...expected, { n: 5 }],
        'read after an append to the backend that is back',
      );
    },
  },
];

/** What each operation rejects with, by its name. Those that the base class makes of others fail as these do. */
async function failures(
  stage: Stage,
  driver: StorageDriver,
  identity: SessionIdentity,
): Promise<[operation: string, error: unknown][]> {
  const operations: { [operation: string]: () => Promise<unknown> } = {
    read: () => driver.read(identity),
    write: () => driver.write(identity, numbered(1, 2)),
    remove: () => driver.remove(identity),
  };
  if (stage.native.includes('append')) operations.append = () => driver.append(identity, numbered(4, 4));
  if (stage.native.includes('update'))
    operations.update = () => driver.update(identity, (items: Item[] | null) => items);
  if (stage.native.includes('readLast')) operations.readLast = () => driver.readLast(identity, 2);
  if (stage.native.includes('list')) operations.list = () => driver.list()[Symbol.asyncIterator]().next();
  return Promise.all(
    Object.entries(operations).map(
      async ([operation, work]): Promise<[string, unknown]> => [
        operation,
        await expectRejection(work, `${operation} while the backend fails`),
      ],
    ),
  );
}
