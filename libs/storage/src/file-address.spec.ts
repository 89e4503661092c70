import { type S3Target, storageTargetOf } from '@app/platform';
import { addressOf } from './file-address';

describe('the address of a file', () => {
  const target = (text: string) => storageTargetOf(text) as S3Target;
  const byPath = target('s3://our-files/a?endpoint=http://127.0.0.1:9000');
  const byHost = target('s3://our-files/a?endpoint=https://s3.example.com:9000&addressing=virtual-host');

  it('names the bucket in the path or in the host, with every part of the key encoded', () => {
    expect(addressOf(byPath, 'ten ant/ü?#%.pdf')).toBe(
      'http://127.0.0.1:9000/our-files/a/ten%20ant/%C3%BC%3F%23%25.pdf',
    );
    expect(addressOf(byHost, 'x/y.pdf')).toBe('https://our-files.s3.example.com:9000/a/x/y.pdf');
  });

  it.each(['../other/x', 'x/../../y', 'x//y', './x', 'x/'])('is none for the key %s', (key) => {
    expect(() => addressOf(byPath, key)).toThrow('expected names joined by single slashes');
  });
});
