/**
 * A TCP proxy on a loopback port: what the network does to a client. It passes everything on until it is told otherwise,
 * and each fault stays until `heal`, unless it says something else.
 */
export interface TestProxy {
  readonly port: number;
  /** What was passed on to the server since the start or `resetCounts`. */
  readonly bytesToServer: number;
  /** What was passed on to clients since the start or `resetCounts`. */
  readonly bytesToClient: number;
  /**
   * How often a client began to send, on each connection: at first, and again whenever it had been sent something in
   * between. So commands that are sent together count once, and a client that waits for each reply counts its round trips.
   * What is so large that the server answers its beginning before its end was sent may count more than once.
   */
  readonly requests: number;
  resetCounts(): void;
  /** What the server answers from now on is dropped. Requests still reach it. */
  swallowReplies(): void;
  /** What clients send from now on is dropped, as if the server hung. */
  swallowRequests(): void;
  /** Whether anything was swallowed since the last `heal`: what the server did may be seen before its reply gets here. */
  readonly hasSwallowed: boolean;
  /**
   * The connection by which the last of `count` more bytes is passed on to a client is reset right after it: a reply that
   * is cut. 0: the next reply is lost whole, and its connection reset. Just once, then everything passes.
   */
  dropAfterReplyBytes(count: number): void;
  /**
   * Every `n`th reply from now on, of all connections together, is lost whole, and its connection reset: the server did
   * what it was asked, and its client is not told. A reply is what the server sends between two requests of a connection,
   * as `requests` counts them, so that one which begins before its request was sent in whole may count more than once.
   * What a client asks by itself counts too: MongoDB's greets the server twice after each lost connection, on that of the
   * monitor and on the new one, so that with 3 it would lose every request.
   */
  resetAtEveryReply(n: number): void;
  /** Resets all connections that are open now. New ones pass. */
  dropConnections(): void;
  /** New connections are reset. Open ones go on. */
  refuse(): void;
  /** What goes either way from now on arrives `delayMs` later: a round trip takes twice that. */
  delay(delayMs: number): void;
  /**
   * Each direction takes no more than that, all connections together: what is more waits for its turn. After `heal`, what
   * waits still comes when it would have come.
   */
  limitBandwidth(bytesPerSecond: number): void;
  /** Passes everything again. Connections that something was swallowed of are reset, since their stream is broken. */
  heal(): void;
  /** Resets all connections and frees the port. */
  stop(): Promise<void>;
}
