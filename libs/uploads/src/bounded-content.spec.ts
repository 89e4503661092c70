import { Readable } from 'node:stream';
import { finished } from 'node:stream/promises';
import { boundedContent } from './bounded-content';

const pieces = (count: number): Readable =>
  Readable.from(Array.from({ length: count }, () => Buffer.alloc(1_000)));

describe('boundedContent', () => {
  it('gives all of a file up to its bound', async () => {
    expect(await boundedContent(pieces(3), 3_000)).toHaveLength(3_000);
    expect(await boundedContent(Readable.from([]), 0)).toHaveLength(0);
  });

  it('gives nothing of a larger one, and lets the rest go by to its end', async () => {
    const content = pieces(200);
    const end = finished(content);
    expect(await boundedContent(content, 2_999)).toBeNull();
    await expect(end).resolves.toBeUndefined();
  });

  it('fails with a sender that goes away', async () => {
    const content = new Readable({ read: () => undefined });
    content.push(Buffer.alloc(10));
    const read = boundedContent(content, 100);
    content.destroy(new Error('gone'));
    await expect(read).rejects.toThrow('gone');
  });
});
