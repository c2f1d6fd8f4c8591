// Another process of the cases: `process.mjs <url of the tiny server> <name of the driver>`.
import '../sources/register.mjs';

const { takePart } = await import('@agentstore/conformance');
const { processFaults } = await import('../broken/process-faults.ts');
const { TinyDriver } = await import('./driver.ts');
const { connectTo } = await import('./server.ts');

const [url, name] = process.argv.slice(2);
const { driver: Driver } = processFaults.find(({ driver }) => driver.name === name) ?? { driver: TinyDriver };
await takePart(() => new Driver(connectTo(url)));
