import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import type { Socket } from 'node:net';

/** Node announces every socket of this process here before it connects, with TLS or without. */
const SOCKETS = 'net.client.socket';
/** On every socket that is watched, by whichever copy of this file there is in the process. */
const WATCHED = Symbol.for('infra-mind.socket.watched');

/**
 * Ends waits for room in sockets that were closed. The driver writes a command and, where the socket takes no more, waits
 * for its `drain`, whatever else happens to it. A socket that the server has closed takes nothing and never drains: the
 * command would be waited for without end, past every timeout, and with it whoever is in line behind it. Woken up, the
 * driver finds the connection closed and says so.
 */
export function releaseWritersOfClosedSockets(): void {
  // The same function is there once, however often it is subscribed.
  unsubscribe(SOCKETS, watch);
  subscribe(SOCKETS, watch);
}

function watch(message: unknown): void {
  const { socket } = message as { readonly socket: Socket & { [WATCHED]?: true } };
  if (socket[WATCHED]) return;
  socket[WATCHED] = true;
  socket.once('close', () => {
    if (isAwaited(socket, 'drain')) socket.emit('drain');
  });
}

/** Whether somebody waits for one event of a kind, and not for all that come: such a listener is wrapped. */
function isAwaited(socket: Socket, event: string): boolean {
  return socket.rawListeners(event).some((listener) => 'listener' in listener);
}
