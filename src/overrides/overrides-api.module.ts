import { Module } from '@nestjs/common';
import { OverridesModule } from '@app/overrides';
import { HttpModule } from '../http/http.module';
import { IdempotencyModule } from '../idempotency/idempotency.module';
import { OverridesController } from './overrides.controller';

@Module({
  imports: [HttpModule, IdempotencyModule, OverridesModule],
  controllers: [OverridesController],
})
export class OverridesApiModule {}
