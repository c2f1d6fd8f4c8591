/** What the driver needs of a node's client: a `Redis` of ioredis 5 or 6. */
export interface RedisNode {
  call(command: string, ...args: (string | number | Uint8Array)[]): Promise<unknown>;
  on(event: string, listener: (node: RedisNode) => void): unknown;
  off(event: string, listener: (node: RedisNode) => void): unknown;
}

/** What the driver needs of a client: a `Redis` or a `Cluster` of ioredis 5 or 6. By its form, since both versions fit. */
export interface RedisClient extends RedisNode {
  readonly options: {
    /** What ioredis puts in front of every key. */
    readonly keyPrefix?: string | undefined;
    /** Of a cluster: which nodes are read from. */
    readonly scaleReads?: unknown;
  };
  /** Of a cluster: its nodes. */
  nodes?(role: 'master' | 'all'): RedisNode[];
}
