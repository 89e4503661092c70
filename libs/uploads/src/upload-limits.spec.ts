import { AppConfig } from '@app/platform';
import { UPLOAD_KINDS } from './upload';
import { uploadLimits } from './upload-limits';

it('has a limit for every kind of upload, and the settings ask for each of them', () => {
  const { env } = AppConfig.fromEnvironment({ MONGODB_URL: 'mongodb://x/y', REDIS_URL: 'redis://x' });
  const { byKind } = uploadLimits(env);
  expect(Object.keys(byKind).sort()).toEqual([...UPLOAD_KINDS].sort());
  expect(byKind.evidence).toBe(20_000_000);
});
