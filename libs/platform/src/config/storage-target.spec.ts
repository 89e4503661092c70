import { storageTargetOf } from './storage-target';

describe('STORAGE_URL', () => {
  it('names the database, or a bucket with its endpoint, region and folder', () => {
    expect(storageTargetOf('gridfs')).toEqual({ kind: 'gridfs' });
    expect(storageTargetOf('s3://our-files/a/b/?endpoint=http://127.0.0.1:9000&region=eu-1')).toEqual({
      ...{ kind: 's3', bucket: 'our-files', prefix: 'a/b/', region: 'eu-1', addressing: 'path' },
      endpoint: new URL('http://127.0.0.1:9000'),
    });
    expect(storageTargetOf('s3://our-files?region=eu-central-1')).toMatchObject({
      endpoint: new URL('https://s3.eu-central-1.amazonaws.com'),
      prefix: '',
    });
  });

  it.each([
    ['s3://Key:Secret@bucket', /S3_SECRET_ACCESS_KEY/],
    ['s3://b', /bucket/],
    ['s3://our-files?endpoint=https://s3.example.com/path', /without a path/],
    ['s3://our-files?endpoint=ftp://s3.example.com', /endpoint/],
    ['s3://our-files?zone=a', /not zone/],
    ['s3://our-files?addressing=subdomain', /path or virtual-host/],
    ['s3://our.files?addressing=virtual-host', /certificate/],
    ['s3://our-files?region=EU%20Central', /region/],
    ['s3://our-files/100%', /%25/],
    ['file:///tmp', /expected gridfs/],
  ])('refuses %s and says why, without repeating a secret', (text, why) => {
    const refusal = (() => {
      try {
        return storageTargetOf(text);
      } catch (error) {
        return error as Error;
      }
    })();
    expect(refusal).toMatchObject({ code: 'config.invalid', message: expect.stringMatching(why) });
    expect((refusal as Error).message).not.toContain('Secret@');
  });
});
