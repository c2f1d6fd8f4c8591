import { setTimeout as delay } from 'node:timers/promises';

/** In milliseconds: of each driver of the chains. */
export const timeoutMs = 1_000;
/** In milliseconds: how long what can be held up is. Longer than a timeout, and than the first probes. */
const lastsMs = 1_600;
/** In milliseconds: what is written between a snapshot and the restart from it. */
const betweenMs = 500;

/**
 * @typedef {object} Fault
 * @property {string} name
 * @property {boolean} [ofAll] it befalls no driver, but at most who uses them
 * @property {'proxy' | 'disk' | 'user' | 'sentinel' | 'clock'} [needs] what it is done by
 * @property {(driver: string) => string | null} unfit in words, why it cannot befall a driver
 * @property {(stage: { backend: import('./backend.mjs').Backend, disk: object, clock: object }) => Promise<void>} befall
 *   resolves once it is over
 */

const fits = () => null;
const onlyServers = (driver) => (driver === 'file' ? 'it has no server' : null);
const onlyConnections = (driver) => (driver === 'file' ? 'it has no connection' : null);

/** @type {readonly Fault[]} */
export const faults = [
  {
    name: 'none, for comparison',
    ofAll: true,
    unfit: fits,
    befall: () => delay(lastsMs),
  },
  {
    name: 'kill, start with its disk',
    unfit: onlyServers,
    async befall({ backend: { server } }) {
      await server.kill();
      await delay(lastsMs);
      await server.restart('disk');
    },
  },
  {
    name: 'SIGSTOP, SIGCONT',
    unfit: onlyServers,
    async befall({ backend: { server } }) {
      server.pause();
      await delay(lastsMs);
      server.resume();
    },
  },
  {
    name: 'restart empty',
    unfit: fits,
    befall: ({ backend }) => backend.replace('empty'),
  },
  {
    name: 'restart from an old snapshot',
    unfit: fits,
    async befall({ backend }) {
      const snapshot = await backend.snapshot();
      await delay(betweenMs);
      await backend.replace(snapshot);
    },
  },
  {
    name: 'failover to a lagging replica',
    needs: 'sentinel',
    unfit: (driver) => (driver === 'redis' ? null : 'it has no sentinels'),
    async befall({ backend }) {
      await backend.holdReplica();
      await delay(betweenMs);
      await backend.failOver();
    },
  },
  {
    name: 'replies are swallowed',
    needs: 'proxy',
    unfit: onlyConnections,
    async befall({ backend: { proxy } }) {
      proxy.swallowReplies();
      await delay(lastsMs);
      proxy.heal();
    },
  },
  {
    name: 'half the bandwidth',
    needs: 'proxy',
    unfit: onlyConnections,
    async befall({ backend: { proxy } }) {
      proxy.resetCounts();
      const begun = performance.now();
      await delay(betweenMs);
      const bytes = Math.max(proxy.bytesToServer, proxy.bytesToClient);
      proxy.limitBandwidth((bytes / (performance.now() - begun)) * 500);
      await delay(lastsMs);
      proxy.heal();
    },
  },
  {
    name: 'resets in the middle of replies',
    needs: 'proxy',
    unfit: onlyConnections,
    async befall({ backend: { proxy } }) {
      const end = performance.now() + lastsMs;
      for (let bytes = 1; performance.now() < end; bytes += 7) {
        proxy.dropAfterReplyBytes(bytes);
        await delay(100);
      }
      proxy.heal();
    },
  },
  {
    name: 'full disk',
    needs: 'disk',
    unfit: fits,
    async befall({ backend, disk }) {
      disk.fill();
      await delay(lastsMs);
      disk.free();
      await backend.afterFullDisk?.();
    },
  },
  {
    name: 'permissions taken away',
    needs: 'user',
    unfit: (driver) => (driver === 'mongo' ? 'its only file is open already, and it knows no users' : null),
    async befall({ backend }) {
      await backend.deny();
      await delay(lastsMs);
      await backend.allow();
    },
  },
  {
    name: "a writer's clock jumps back an hour",
    needs: 'clock',
    ofAll: true,
    unfit: fits,
    async befall({ clock }) {
      clock.set(-3_600);
      await delay(lastsMs);
    },
  },
];
