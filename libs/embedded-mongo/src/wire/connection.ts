import type { Socket } from 'node:net';
import type { Doc } from '../values/document';
import { HEADER_BYTES, MAX_MESSAGE_BYTES, ProtocolError, readRequest, writeReply } from './message';

/** Reads commands from a socket and writes the answers, in order. A message that makes no sense ends the connection. */
export function serveConnection(socket: Socket, answer: (body: Doc) => Doc): void {
  let chunks: Buffer[] = [];
  let waiting = 0;
  let wanted = HEADER_BYTES;
  socket.setNoDelay(true);
  socket.on('error', () => socket.destroy());
  socket.on('data', (chunk) => {
    chunks.push(chunk);
    waiting += chunk.length;
    if (waiting < wanted) return;
    const buffer = chunks.length === 1 ? chunk : Buffer.concat(chunks);
    let at = 0;
    try {
      for (wanted = HEADER_BYTES; buffer.length - at >= HEADER_BYTES; at += wanted, wanted = HEADER_BYTES) {
        wanted = buffer.readInt32LE(at);
        if (wanted < HEADER_BYTES || wanted > MAX_MESSAGE_BYTES)
          throw new ProtocolError(`a message of ${wanted} bytes`);
        if (buffer.length - at < wanted) break;
        const request = readRequest(buffer.subarray(at, at + wanted));
        const reply = answer(request.body);
        if (!request.silent) socket.write(writeReply(request, reply));
      }
    } catch {
      // What cannot be read cannot be answered either; the driver reconnects.
      socket.destroy();
      return;
    }
    // A copy, so that a small rest does not hold a large buffer.
    chunks = at < buffer.length ? [Buffer.from(buffer.subarray(at))] : [];
    waiting = buffer.length - at;
  });
}
