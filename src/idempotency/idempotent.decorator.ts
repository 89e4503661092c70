import { UseInterceptors, applyDecorators } from '@nestjs/common';
import { ApiHeader } from '@nestjs/swagger';
import { IdempotencyInterceptor } from './idempotency.interceptor';

/** Lets a POST be sent again under the same `Idempotency-Key` without being done again. */
export function Idempotent(): MethodDecorator {
  return applyDecorators(
    UseInterceptors(IdempotencyInterceptor),
    ApiHeader({
      name: 'Idempotency-Key',
      required: false,
      description:
        'A UUID or other text of your choice. The same key with the same body gives the same answer; with another body it is refused (422).',
      schema: { type: 'string', maxLength: 255 },
    }),
  );
}
