import { Module } from '@nestjs/common';
import { MongooseModule } from '@nestjs/mongoose';
import { HttpModule } from '../http/http.module';
import { IDEMPOTENCY_MODEL, idempotencyKeySchema } from './idempotency-key.schema';
import { IdempotencyInterceptor } from './idempotency.interceptor';
import { IdempotencyRepository } from './idempotency.repository';
import { IdempotencyService } from './idempotency.service';

@Module({
  imports: [
    HttpModule,
    MongooseModule.forFeature([{ name: IDEMPOTENCY_MODEL, schema: idempotencyKeySchema }]),
  ],
  providers: [IdempotencyRepository, IdempotencyService, IdempotencyInterceptor],
  exports: [IdempotencyService, IdempotencyInterceptor],
})
export class IdempotencyModule {}
