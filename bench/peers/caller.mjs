// Adds a message once it is told to, and says what became of it.
import { once } from 'node:events';

const [module, url] = process.argv.slice(2);
const { connect } = await import(module);
const history = await (await connect(url)).open(crypto.randomUUID());
await history.add([{ role: 'user', content: 'before' }]);
process.send('ready');
await once(process, 'message');
const outcome = await history.add([{ role: 'user', content: 'after' }]).then(
  () => 'resolves, though nothing is stored,',
  (error) => `an error (${error.code ?? error.name})`,
);
process.send(outcome);
