import type { ArgumentMetadata, PipeTransform } from '@nestjs/common';
import { Injectable } from '@nestjs/common';
import { AppError } from '@app/kernel';
import { plainToInstance } from 'class-transformer';
import { validate } from 'class-validator';
import { fieldProblems, preview } from './field-problems';
import { refuseUnsafeDocument } from './input-guard';

type Constructor = new () => object;

/** Turns bodies and queries into their DTOs and refuses what does not fit, with a pointer for each wrong field. */
@Injectable()
export class InputPipe implements PipeTransform {
  async transform(value: unknown, { type, metatype }: ArgumentMetadata): Promise<unknown> {
    if ((type !== 'body' && type !== 'query') || !isDto(metatype)) return value;
    // A body was looked through when it was parsed, before anything could walk over it.
    if (type === 'query') refuseUnsafeDocument(value);
    const given = value ?? {};
    if (typeof given !== 'object' || Array.isArray(given)) {
      throw invalid(type, [{ pointer: '', detail: `expected an object, got ${preview(given)}` }]);
    }
    const input = plainToInstance<object, object>(metatype, given);
    const errors = await validate(input, {
      whitelist: true,
      forbidNonWhitelisted: true,
      forbidUnknownValues: true,
    });
    if (errors.length > 0) throw invalid(type, fieldProblems(errors));
    return input;
  }
}

/** Nest's own kinds of parameters (`String`, `Object`) are not DTOs. */
function isDto(metatype: unknown): metatype is Constructor {
  return (
    typeof metatype === 'function' &&
    ![String, Number, Boolean, Array, Object].some((one) => one === metatype)
  );
}

function invalid(where: 'body' | 'query', problems: ReturnType<typeof fieldProblems>): AppError {
  const count = problems.length === 1 ? 'One field' : `${problems.length} fields`;
  return new AppError({
    kind: 'invalid',
    code: 'request.invalid',
    message: `${count} of the ${where} did not fit: see errors for where and what was expected.`,
    problems,
  });
}
