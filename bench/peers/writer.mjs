// One of the processes that add to a session: what was acknowledged goes back to its parent.
import { once } from 'node:events';

const [module, url, session, name, count] = process.argv.slice(2);
const { connect } = await import(module);
const connection = await connect(url);
const history = await connection.open(session);
process.send('connected');
await once(process, 'message');

const acknowledged = [];
for (let number = 0; number < Number(count); number++) {
  const text = `${name}-${number}`;
  await history.add([{ role: 'user', content: text }]);
  acknowledged.push(text);
}
await connection.close();
process.send(acknowledged, () => process.disconnect());
