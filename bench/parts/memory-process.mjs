// Does one thing to a long list, and says by how many megabytes this process grew at its highest.
import { SessionIdentity } from '@agentstore/core';
import { messagesOf } from '../data/messages.mjs';

const [name, work, place, key] = process.argv.slice(2);
const server = JSON.parse(place);
const { [name]: backend } = await import(`../backends/${name}.mjs`);
const { driver, raw } = await backend.connect(server, server.port);
const identity = SessionIdentity.fromKey(key);
const small = identity.withScope('small');
await driver.append(small, messagesOf(2));
await driver.read(small);
await raw.load({ identity: small, name: small.key }).catch(() => {});

/** In kilobytes. */
const before = process.resourceUsage().maxRSS;
const works = {
  read: () => driver.read(identity),
  raw: () => raw.load({ identity, name: key }),
  readLast: () => driver.readLast(identity, 20),
  append: () => driver.append(identity, messagesOf(2)),
};
await works[work]();
console.log((process.resourceUsage().maxRSS - before) / 1_000);
process.exit();
