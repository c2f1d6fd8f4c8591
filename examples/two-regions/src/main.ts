// Two regions, each a process with a Redis of its own, and one S3 for both. Each reads what the other one wrote; one is cut off,
// both go on, and once it is back both have the same. src/pretended starts the servers.
import { openServers } from './pretended/servers.ts';
import { RegionProcess } from './region-process.ts';

const servers = await openServers();
const eu = new RegionProcess('eu', servers.eu);
const us = new RegionProcess('us', servers.us);
try {
  await converse();
} finally {
  await Promise.all([eu.stop(), us.stop()]);
  await servers.stop();
}

async function converse(): Promise<void> {
  console.log('Both regions write, and each reads what the other one wrote.');
  await eu.does({ add: 'Where is my order?', to: 'order' });
  await us.does({ add: 'On its way.', to: 'order' });
  await eu.does({ add: 'Send me the catalogue.', to: 'catalogue' });
  await us.does({ add: 'I want to give a pen.', to: 'gift' });
  await us.does({ read: 'order' });
  await eu.does({ read: 'order' });
  await eu.does({ read: 'gift' });

  await servers.cutOff();
  console.log(
    'The region eu is cut off from S3. Both go on: with new messages, with edits of one message, with removals.',
  );
  await eu.does({ add: 'May I change the address?', to: 'order' });
  await us.does({ add: 'It comes on Friday.', to: 'order' });
  await eu.does({ edit: 'On its way.', into: 'On its way, by ship.', of: 'order' });
  await us.does({ edit: 'On its way.', into: 'On its way, by train.', of: 'order' });
  await eu.does({ remove: 'catalogue' });
  await us.does({ remove: 'gift' });
  await eu.does({ add: 'With a blue ribbon.', to: 'gift' });
  await eu.does({ read: 'order' });
  await us.does({ read: 'order' });

  await servers.reconnect();
  console.log('It is back. Both read the same: every message once, one edit, nothing that was removed.');
  await eu.does('recover');
  for (const region of [eu, us]) for (const chat of ['order', 'catalogue', 'gift']) await region.does({ read: chat });
  for (const region of [eu, us]) await region.does('verify');

  await servers.forget('us');
  console.log('The Redis of us loses all that it holds. S3 has it.');
  await us.does({ read: 'order' });
  await us.does('verify');
}
