import { serialize } from 'bson';
import { readRequest } from './message';

function aMessage(opCode: number, ...parts: Uint8Array[]): Buffer {
  const body = Buffer.concat(parts);
  const head = Buffer.alloc(16);
  head.writeInt32LE(16 + body.length, 0);
  head.writeInt32LE(7, 4);
  head.writeInt32LE(opCode, 12);
  return Buffer.concat([head, body]);
}

const flags = (value: number): Buffer => Buffer.from(Uint32Array.of(value).buffer);
const section = (kind: number, bytes: Uint8Array): Buffer => Buffer.concat([Buffer.from([kind]), bytes]);

function aSequence(name: string, ...docs: object[]): Buffer {
  const body = Buffer.concat([Buffer.from(`${name}\0`), ...docs.map((doc) => serialize(doc))]);
  return section(1, Buffer.concat([flags(body.length + 4), body]));
}

describe('readRequest', () => {
  it('joins the body and the sequences of a message', () => {
    const body = section(0, serialize({ insert: 'c', $db: 'd' }));
    const request = readRequest(
      aMessage(2013, flags(2), body, aSequence('documents', { _id: 1 }, { _id: 2 })),
    );
    expect(request).toEqual({
      requestId: 7,
      legacy: false,
      silent: true,
      body: { insert: 'c', $db: 'd', documents: [{ _id: 1 }, { _id: 2 }] },
    });
  });

  it('leaves a checksum alone', () => {
    const request = readRequest(
      aMessage(2013, flags(1), section(0, serialize({ ping: 1 })), Buffer.alloc(4)),
    );
    expect(request.body).toEqual({ ping: 1 });
  });

  it('reads the old form of the first message of a driver', () => {
    const query = Buffer.concat([
      flags(0),
      Buffer.from('admin.$cmd\0'),
      Buffer.alloc(8),
      serialize({ hello: 1 }),
    ]);
    expect(readRequest(aMessage(2004, query))).toMatchObject({
      legacy: true,
      body: { hello: 1, $db: 'admin' },
    });
  });

  it.each([
    ['another operation', aMessage(2012, flags(0))],
    ['an unknown flag', aMessage(2013, flags(8), section(0, serialize({ ping: 1 })))],
    ['an unknown section', aMessage(2013, flags(0), section(3, serialize({ ping: 1 })))],
    ['a section beyond the end', aMessage(2013, flags(0), section(0, flags(99)), Buffer.alloc(8))],
    ['no body', aMessage(2013, flags(0))],
  ])('refuses %s', (_what, message) => {
    expect(() => readRequest(message)).toThrow(/./);
  });
});
