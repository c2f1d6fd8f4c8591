import { testCases } from './test-cases.ts';
import { TinyDriver } from './tiny/driver.ts';
import { sharedTinyOptions } from './tiny/options.ts';
import { startTinyServer, type TinyServer } from './tiny/server.ts';

describe('a driver that is sound among processes', () => {
  let server: TinyServer;
  beforeAll(async () => {
    server = await startTinyServer();
  });
  afterAll(() => server.close());

  // The server is there once the tests run.
  const options = sharedTinyOptions(TinyDriver, () => server);
  testCases(options, ({ needs }) => needs.includes('processes'));
});
