import type { Doc } from '../values/document';
import { decode } from '../values/document';
import { encodeReply } from '../values/encoded-list';

const OP_REPLY = 1;
const OP_QUERY = 2004;
const OP_MSG = 2013;
const CHECKSUM_PRESENT = 1;
const MORE_TO_COME = 2;
/** Flags below this bit must be understood. */
const REQUIRED_FLAGS = 0xffff;

export const MAX_MESSAGE_BYTES = 48_000_000;
export const HEADER_BYTES = 16;

export interface Request {
  readonly requestId: number;
  /** The driver's first message on a connection may still have the old form, and then so has the answer. */
  readonly legacy: boolean;
  /** The client wants no answer (write concern 0). */
  readonly silent: boolean;
  readonly body: Doc;
}

/** A message that is not MongoDB's wire protocol, or not a part of it that is spoken here: the connection ends. */
export class ProtocolError extends Error {}

/** Reads one whole message. @throws ProtocolError */
export function readRequest(message: Buffer): Request {
  const requestId = message.readInt32LE(4);
  switch (message.readInt32LE(12)) {
    case OP_MSG:
      return { requestId, legacy: false, ...readSections(message) };
    case OP_QUERY:
      return { requestId, legacy: true, silent: false, body: readQuery(message) };
    default:
      throw new ProtocolError(`the operation code ${message.readInt32LE(12)} is not spoken here`);
  }
}

function readSections(message: Buffer): { body: Doc; silent: boolean } {
  const flags = message.readUInt32LE(HEADER_BYTES);
  if (flags & REQUIRED_FLAGS & ~(CHECKSUM_PRESENT | MORE_TO_COME))
    throw new ProtocolError(`unknown message flags ${flags}`);
  const end = message.length - (flags & CHECKSUM_PRESENT ? 4 : 0);
  let body: Doc | undefined;
  const sequences: Doc = {};
  for (let at = HEADER_BYTES + 4; at < end;) {
    const kind = message.readUInt8(at++);
    const size = message.readInt32LE(at);
    if (size < 5 || at + size > end) throw new ProtocolError('a section is longer than its message');
    if (kind === 0) body = decode(message.subarray(at, at + size));
    else if (kind === 1) readSequence(message.subarray(at + 4, at + size), sequences);
    else throw new ProtocolError(`unknown section kind ${kind}`);
    at += size;
  }
  if (!body) throw new ProtocolError('a message without a body');
  return { body: { ...body, ...sequences }, silent: (flags & MORE_TO_COME) !== 0 };
}

function readSequence(section: Buffer, sequences: Doc): void {
  const nul = section.indexOf(0);
  const docs: Doc[] = [];
  for (let at = nul + 1; at < section.length;) {
    const size = section.readInt32LE(at);
    if (size < 5) throw new ProtocolError('a document without a size');
    docs.push(decode(section.subarray(at, at + size)));
    at += size;
  }
  sequences[section.toString('utf8', 0, nul)] = docs;
}

/** Flags, the name of the collection, two numbers, and then the command as a document. */
function readQuery(message: Buffer): Doc {
  const nul = message.indexOf(0, HEADER_BYTES + 4);
  const namespace = message.toString('utf8', HEADER_BYTES + 4, nul);
  const body = decode(message.subarray(nul + 9));
  return { ...body, $db: namespace.slice(0, namespace.indexOf('.')) };
}

let lastResponse = 0;

export function writeReply(request: Request, reply: Doc): Buffer {
  const headBytes = request.legacy ? 36 : 21;
  const message = encodeReply(reply, headBytes);
  message.fill(0, 0, headBytes);
  message.writeInt32LE(message.length, 0);
  message.writeInt32LE(++lastResponse & 0x7fffffff, 4);
  message.writeInt32LE(request.requestId, 8);
  message.writeInt32LE(request.legacy ? OP_REPLY : OP_MSG, 12);
  if (request.legacy) message.writeInt32LE(1, 32);
  return message;
}
