import { decodeCursor, type PageRequest } from '@app/database';
import { Transform } from 'class-transformer';
import { NumberField, TextField } from './dto-field.decorator';

const DEFAULT_LIMIT = 20;

/** `?fields=` of every read: which fields of the answer to send. */
export class FieldsQueryDto {
  @TextField({
    description: 'Names of the fields to answer with, separated by commas; the id always comes along',
    max: 600,
    example: 'name,updatedAt',
  })
  fields?: string;
}

/** `?cursor=&limit=` of every list. */
export class PageQueryDto extends FieldsQueryDto {
  @Transform(({ value }: { value: unknown }) =>
    typeof value === 'string' && value !== '' ? Number(value) : value,
  )
  @NumberField({
    description: `Entries a page; ${DEFAULT_LIMIT} if left out`,
    min: 1,
    max: 100,
    whole: true,
    example: 20,
  })
  limit?: number;

  @TextField({ description: 'The nextCursor of the page before', max: 300 })
  cursor?: string;

  /** @throws request.bad-cursor */
  toPageRequest(): PageRequest {
    return {
      limit: this.limit ?? DEFAULT_LIMIT,
      afterId: this.cursor === undefined ? null : decodeCursor(this.cursor),
    };
  }
}
