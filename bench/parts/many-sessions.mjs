import { SessionIdentity } from '@agentstore/core';
import { manyAims } from '../aims.mjs';
import { messagesOf, turns } from '../data/messages.mjs';
import { interleave } from '../measure/interleave.mjs';
import { ratioOf } from '../measure/ratio.mjs';

/** How many sessions a user has. */
const ofOneUser = 100;
/** Among which one is appended to. */
const appendedTo = 10;
const atOnce = 50;

/**
 * Appending to one of very many sessions, and listing those of one user, to the same in a place that holds few.
 *
 * @param {string} title of the backend
 * @param {object} few a place, see sections/many.mjs
 * @param {object} full another one
 */
export async function measureManySessions(title, few, full, run) {
  const count = run.quick ? 2_000 : 100_000;
  const among = count.toLocaleString('en');
  await fill(few.filler, ofOneUser, () => {});
  await fill(full.filler, count, (done) => run.progress(`${title}: ${done.toLocaleString('en')} of ${among} sessions`));

  run.progress(`${title}: among ${among} sessions`);
  const appended = await interleave({ full: appending(full.driver), few: appending(few.driver) }, run.limits);
  const listed = await interleave(
    { full: () => listUser(full.driver), few: () => listUser(few.driver) },
    { ...run.limits, rounds: 200 },
  );
  const rows = [
    {
      what: `${title}: append among ${among} sessions`,
      to: `the same among ${ofOneUser}`,
      ratio: ratioOf(appended.full, appended.few),
      aim: manyAims.append,
    },
    {
      what: `${title}: list a user's ${ofOneUser} sessions among ${among}`,
      to: `the same among ${ofOneUser}`,
      ratio: ratioOf(listed.full, listed.few),
      aim: manyAims.list,
    },
  ];
  if (!full.proxy) return rows;
  const [trips, others] = [await tripsToList(full), await tripsToList(few)];
  return [
    ...rows,
    { what: `${title}: round trips to list them`, to: `${others} among ${ofOneUser}`, value: `${trips}` },
  ];
}

async function fill(driver, count, progress) {
  const messages = messagesOf(2);
  for (let done = 0; done < count; done += atOnce) {
    if (done % 5_000 === 0) progress(done);
    const batch = Array.from({ length: atOnce }, (_, at) => session(done + at));
    await Promise.all(batch.map((identity) => driver.append(identity, messages)));
  }
}

/** The first hundred are the first user's. */
function session(number) {
  const userId = `u${Math.floor(number / ofOneUser)}`;
  return new SessionIdentity({ agentName: 'bench', userId, chatName: `c${number}`, scope: 'history' });
}

function appending(driver) {
  const next = turns();
  const sessions = Array.from({ length: appendedTo }, (_, number) => session(number));
  let at = 0;
  return () => driver.append(sessions[at++ % appendedTo], next());
}

async function listUser(driver) {
  let count = 0;
  for await (const _ of driver.list({ userId: 'u0' })) count++;
  if (count !== ofOneUser) throw new Error(`${count} sessions were listed`);
}

async function tripsToList({ counted, proxy }) {
  await listUser(counted);
  proxy.resetCounts();
  await listUser(counted);
  return proxy.requests;
}
