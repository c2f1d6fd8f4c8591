// One process of the application. `AGENTSTORE_DIRECTORY=./memory MODEL_URL=http://... node dist/server.js`
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { importDriver } from '@agentstore/example-backends';
import * as route from '../app/chat/route.ts';
import { store } from '../app/store.ts';
import { serveRoute } from './serve-route.ts';

// The application imports the driver that it uses. This example learns from its arguments which one that is.
const { AGENTSTORE_DRIVER } = process.env;
if (AGENTSTORE_DRIVER) await importDriver(JSON.parse(AGENTSTORE_DRIVER).driver);

const server = createServer(serveRoute(route));
server.listen(Number(process.env.PORT ?? 0), '127.0.0.1', () => {
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/chat`;
  if (process.send) process.send(url);
  else console.log(url);
});

async function stop(): Promise<void> {
  server.close();
  server.closeAllConnections();
  await store().close();
}
// Of these two the one that applies: whoever forked this process lets go of it, or it was started by hand.
process.once(process.connected ? 'disconnect' : 'SIGTERM', stop);
