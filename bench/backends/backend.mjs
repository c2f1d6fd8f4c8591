/**
 * What one backend is measured by: our driver, and the client that everybody could use instead, on one server.
 *
 * @typedef {object} Backend
 * @property {string} name of the driver
 * @property {string} title
 * @property {import('../aims.mjs').Aims} aims
 * @property {number} guardedLength of the session whose reads `bench:check` looks at
 * @property {RawNames} rawNames
 * @property {number} [turnsAtOnce] in one append at least, where a session grows. Default: as the run says
 * @property {boolean} [isLocal] there is no network to count at
 * @property {boolean} [isReplayed] the raw client repeats the driver's requests, see replayed.mjs
 * @property {(server: Server, connection: Connection, run: import('../run.mjs').Run) => Promise<import('../report/rows.mjs').Row[]>} [measureAlone]
 *   what it alone has
 * @property {() => Promise<Server>} start
 * @property {(server: Server, port: number) => Promise<Connection>} connect to the server by that port: its own, or a proxy's
 *
 * @typedef {{ version: string, port: number, stop(): Promise<void> }} Server
 *
 * @typedef {object} Connection
 * @property {import('@agentstore/core').StorageDriver} driver
 * @property {Raw} raw
 * @property {() => Promise<void>} close
 * @property {import('@agentstore/core').StorageDriver} [filler] the same lists, filled faster. Default: the driver
 * @property {() => Promise<void>} [empty] where what others have stored slows each list down
 * @property {import('./units.mjs').Units} [units] that the driver was billed for
 *
 * The raw client keeps lists as one would without us, and asks for no guarantee beyond its backend's.
 *
 * @typedef {object} Raw
 * @property {(list: List, messages: readonly object[]) => Promise<unknown>} fill from nothing
 * @property {(list: List, messages: readonly object[]) => Promise<unknown>} append
 * @property {(list: List) => Promise<object[]>} load
 * @property {(list: List, count: number) => Promise<object[]>} last
 * @property {(list: List) => Promise<unknown>} change the last message of it: load, and store all again
 * @property {(userId: string) => Promise<unknown[]>} lists of a user
 *
 * What these are called in the tables.
 *
 * @typedef {{ append: string, load: string, last: string, change: string, lists: string }} RawNames
 * @typedef {import('./lists.mjs').List} List
 */
