import { getConnectionToken } from '@nestjs/mongoose';
import { Test } from '@nestjs/testing';
import { Clock } from '@app/kernel';
import { AppConfig, PlatformModule } from '@app/platform';
import type { Connection } from 'mongoose';
import { PATIENT_WITH_STORES, testMongoUrl } from '../../../test/support/stores';
import { DatabaseClock } from './database-clock';
import { DatabaseModule } from './database.module';

describe('DatabaseClock', () => {
  it("tells the database's time, not the machine's", async () => {
    const config = AppConfig.fromEnvironment({
      LOG_LEVEL: 'silent',
      MONGODB_URL: testMongoUrl('database-clock'),
      REDIS_URL: 'redis://127.0.0.1:1',
      ...PATIENT_WITH_STORES,
    });
    const module = await Test.createTestingModule({
      imports: [PlatformModule.forRoot({ service: 'test', config }), DatabaseModule],
    })
      // A machine whose clock is an hour behind.
      .overrideProvider(Clock)
      .useValue({ now: () => new Date(Date.now() - 3_600_000) })
      .compile();
    await module.init();
    const clock = module.get(DatabaseClock);
    const rows = module.get<Connection>(getConnectionToken()).collection<{ _id: string; at?: Date }>('clock');

    const before = await clock.now();
    await rows.updateOne({ _id: 'a' }, { $currentDate: { at: { $type: 'date' } } }, { upsert: true });
    const after = await clock.now();
    const written = (await rows.findOne({ _id: 'a' }))?.at?.getTime() ?? NaN;

    expect(written).toBeGreaterThanOrEqual(before.getTime());
    expect(written).toBeLessThanOrEqual(after.getTime());
    await module.close();
    await expect(clock.now()).rejects.toMatchObject({ code: 'database.unavailable' });
  });
});
