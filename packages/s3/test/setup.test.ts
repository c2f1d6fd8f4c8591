import { DriverError } from '@agentstore/core';
import type { S3Client } from '@aws-sdk/client-s3';
import { S3Driver } from '../src/index.ts';
import { describeOwnS3, describeS3 } from './needs-s3.ts';
import { ObservedServer } from './observed-server.ts';

/** On a busy machine it takes its time, and is not about that. */
const patient = { timeoutMs: 30_000 };

async function failureOf(driver: S3Driver): Promise<unknown> {
  return driver.setup().then(
    () => null,
    (error: unknown) => error,
  );
}

function expectRefusal(error: unknown): void {
  expect(error).toBeInstanceOf(DriverError);
  expect(error).toMatchObject({
    code: 'unsupported',
    operation: 'setup',
    message: expect.stringMatching(/ignores or breaks conditional writes/),
  });
}

describeS3('setup', () => {
  const s3 = new ObservedServer();

  test('passes on a store that holds conditional writes, each of 20 times, and leaves nothing behind', async () => {
    const driver = s3.open(patient);
    for (let time = 0; time < 20; time++) await driver.setup();
    expect(await s3.keys()).toEqual([]);
  }, 120_000);

  test('passes where four ask at once', async () => {
    await Promise.all(Array.from({ length: 4 }, () => s3.open(patient).setup()));
    expect(await s3.keys()).toEqual([]);
  });

  /** A client whose store sees none of the conditions that are named so. */
  function clientWithout(...names: readonly string[]): S3Client {
    const client = s3.client();
    client.middlewareStack.add(
      (next) => async (args) => {
        for (const name of names) delete (args.input as { [name: string]: unknown })[name];
        return next(args);
      },
      { step: 'initialize' },
    );
    return client;
  }

  test.each([[['IfMatch']], [['IfNoneMatch']], [['IfMatch', 'IfNoneMatch']]])(
    'refuses a store that ignores %j, in words',
    async (names) => {
      const client = clientWithout(...names);
      const driver = new S3Driver({ bucket: s3.bucket, client });
      expectRefusal(await failureOf(driver));
      client.destroy();
      expect(await s3.keys()).toEqual([]);
    },
  );
});

describeOwnS3('setup on a store that loses updates in a race', () => {
  const s3 = new ObservedServer({ sidecar: true });

  test('refuses it, each of 10 times, in words', async () => {
    const driver = s3.open(patient);
    for (let time = 0; time < 10; time++) expectRefusal(await failureOf(driver));
    expect(await s3.keys()).toEqual([]);
  }, 120_000);
});
