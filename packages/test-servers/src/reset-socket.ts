import type { Socket } from 'node:net';

/** Ends a connection with a reset. Where its end is just being sent, Node.js would lose the handle, and never exit. */
export function resetSocket(socket: Socket): void {
  if (socket.writableEnded && !socket.writableFinished) socket.destroy();
  else socket.resetAndDestroy();
}
