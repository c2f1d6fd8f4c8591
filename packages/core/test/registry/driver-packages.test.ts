import { Application } from '../built-program.ts';

function esModule(name: string): string {
  return `
    import { MemoryDriver, registerDriver } from '@agentstore/core';
    class Own extends MemoryDriver { constructor(config) { super(); this.size = config.size; } }
    registerDriver('${name}', { make: (config) => new Own(config) });
  `;
}

function commonJs(name: string): string {
  return `
    const { MemoryDriver, registerDriver } = require('@agentstore/core');
    registerDriver('${name}', class extends MemoryDriver {});
  `;
}

const application = new Application({
  'node_modules/@agentstore/zzz/package.json': '{"name":"@agentstore/zzz","type":"module","exports":"./index.js"}',
  'node_modules/@agentstore/zzz/index.js': esModule('zzz'),
  'node_modules/agentstore-driver-yyy/package.json': '{"name":"agentstore-driver-yyy","main":"./index.js"}',
  'node_modules/agentstore-driver-yyy/index.js': commonJs('yyy'),
  'node_modules/plain-name/package.json': '{"name":"plain-name","main":"./index.js"}',
  'node_modules/plain-name/index.js': commonJs('plain-name'),
  'node_modules/@acme/driver/package.json': '{"name":"@acme/driver","type":"module","exports":"./index.js"}',
  'node_modules/@acme/driver/index.js': esModule('@acme/driver'),
  'node_modules/@agentstore/broken/package.json':
    '{"name":"@agentstore/broken","type":"module","exports":"./index.js"}',
  'node_modules/@agentstore/broken/index.js': "import 'missing-client';",
  'node_modules/@agentstore/throws/package.json':
    '{"name":"@agentstore/throws","type":"module","exports":"./index.js"}',
  'node_modules/@agentstore/throws/index.js': "throw new Error('no licence');",
  'node_modules/@agentstore/silent/package.json':
    '{"name":"@agentstore/silent","type":"module","exports":"./index.js"}',
  'node_modules/@agentstore/silent/index.js': '',
});

afterAll(() => application.remove());

/** Stores and reads by a driver of that name, or by such a chain, in a program of its own. */
function use(spec: string | readonly object[], kind: 'es' | 'cjs' = 'es'): string {
  const program = (names: string) => `
    const { ${names} } = core;
    const driver = createDriver(${JSON.stringify(typeof spec === 'string' ? { driver: spec, size: 3 } : spec)});
    const identity = new SessionIdentity({ agentName: 'a' });
    const main = async () => {
      await driver.append(identity, [{ text: 'stored' }]);
      return JSON.stringify(await driver.read(identity));
    };
    main().then(console.log, (error) => console.log(error.code + ': ' + error.message));
  `;
  const names = 'createDriver, SessionIdentity';
  return kind === 'es'
    ? application.run(`import * as core from '@agentstore/core';${program(names)}`)
    : application.run(`const core = require('@agentstore/core');${program(names)}`, 'main.cjs');
}

const works = '[{"text":"stored"}]';

test.each(['zzz', 'yyy', 'plain-name', '@acme/driver'])('the package of the driver %s is found by its name', (name) => {
  expect(use(name)).toBe(works);
  expect(use(name, 'cjs')).toBe(works);
});

test('a list of drivers loads the chain by itself', () => {
  const list = [{ driver: 'memory' }, { driver: 'zzz', id: 'second' }];
  expect(use(list)).toBe(works);
  expect(use(list, 'cjs')).toBe(works);
});

test('who uses one driver does not load the chain', () => {
  const program = `
    import { createDriver, createStore } from '@agentstore/core';
    createStore();
    createDriver('memory');
    const isLoaded = () => Boolean(globalThis[Symbol.for('@agentstore/drivers')]?.has('chain'));
    const before = isLoaded();
    await createDriver(['memory']).setup();
    console.log(before, isLoaded());
  `;
  expect(application.run(program)).toBe('false true');
});

test('a package whose own dependency is missing is broken, not missing', () => {
  expect(use('broken')).toMatch(
    /^config: the package @agentstore\/broken is installed and cannot be loaded: .*missing-client/,
  );
  expect(use('throws')).toMatch(
    /^config: the package @agentstore\/throws is installed and cannot be loaded: no licence/,
  );
});

test('a driver that nobody installed is told with the install command', () => {
  expect(use('xxx')).toMatch(/^config: no driver "xxx" is registered .*npm install agentstore-driver-xxx;/);
  expect(use('redsi')).toMatch(/Did you mean "redis"\? Install it: npm install @agentstore\/redis/);
});

test('a driver may be registered after it was named, before it is used', () => {
  const program = `
    import { createDriver, MemoryDriver, registerDriver, SessionIdentity } from '@agentstore/core';
    const driver = createDriver('of-the-application');
    registerDriver('of-the-application', MemoryDriver);
    console.log(await driver.read(new SessionIdentity({ agentName: 'a' })).catch((error) => error.message));
  `;
  expect(application.run(program)).toBe('null');
});

test('a package that registers nothing is no driver', () => {
  expect(use('silent')).toMatch(/^config: no driver "silent" is registered/);
});

test('a path is no name of a driver, whatever lies there', () => {
  application.write({ 'evil.mjs': "console.log('was run')" });
  for (const name of [
    './evil.mjs',
    '../x/evil.mjs',
    `${application.folder}/evil.mjs`,
    'file:///evil.mjs',
    'data:text/javascript,',
  ]) {
    expect(use(name)).toMatch(/^config: no driver /);
  }
});

test('driverName knows what is installed, without loading it', () => {
  const program = `
    import { driverName } from '@agentstore/core';
    const tell = (name) => { try { return driverName(name); } catch (error) { return error.code; } };
    console.log(['zzz', 'yyy', 'plain-name', 'throws', 'xxx', 'memory'].map(tell).join());
  `;
  expect(application.run(program)).toBe('zzz,yyy,plain-name,throws,config,memory');
});

test('a module of Node.js is no driver', () => {
  const program = `
    import { driverName } from '@agentstore/core';
    const tell = (name) => { try { return driverName(name); } catch (error) { return error.code; } };
    console.log(['fs', 'stream', 'sqlite'].map(tell).join());
  `;
  expect(application.run(program)).toBe('config,config,config');
});

test('the ES modules and the CommonJS copy share registrations and errors', () => {
  const program = `
    import { createRequire } from 'node:module';
    import * as es from '@agentstore/core';
    const cjs = createRequire(import.meta.url)('@agentstore/core');
    es.registerDriver('shared', class extends es.MemoryDriver {});
    console.log([
      es.StorageDriver === cjs.StorageDriver,
      cjs.createDriver('shared') instanceof es.MemoryDriver,
      new cjs.ConfigError('x') instanceof es.ConfigError,
    ].join());
  `;
  expect(application.run(program)).toBe('false,true,true');
});

test('a listener of a chain that throws does not fail the operation', () => {
  const program = `
    import { MemoryDriver, SessionIdentity } from '@agentstore/core';
    import { DriverChain } from '@agentstore/core/chain';
    class Down extends MemoryDriver { async append() { throw new Error('down'); } }
    process.on('uncaughtException', (error) => console.log('reported ' + error.message));
    const chain = new DriverChain({ drivers: [new MemoryDriver(), { driver: new Down(), id: 'down' }] });
    chain.on('degraded', () => { throw new Error('a listener'); });
    chain.on('degraded', ({ driver }) => console.log('degraded ' + driver));
    await chain.append(new SessionIdentity({ agentName: 'a' }), [{ a: 1 }]);
    console.log('stored');
  `;
  const lines = application.run(program).split('\n');
  expect(lines.toSorted()).toEqual(['degraded down', 'reported a listener', 'stored']);
});
