import type { FieldChange } from '@app/comparison';
import { briefValue } from '@app/comparison';
import { ApiProperty } from '@nestjs/swagger';

/** One field that two versions have differently. */
export class FieldChangeView {
  @ApiProperty({ enum: ['changed', 'added', 'removed', 'moved'] })
  kind: FieldChange['kind'];

  @ApiProperty({ type: String, nullable: true, description: 'RFC 6901 pointer; null: it was not there' })
  fromPointer: string | null;

  @ApiProperty({ type: String, nullable: true, example: '/workloads/1/traffic/requestsPerDay' })
  toPointer: string | null;

  @ApiProperty({
    description: 'The place with ids of list entries in place of their numbers',
    example: '/workloads/chat/traffic/requestsPerDay',
  })
  path: string;

  @ApiProperty({ type: Object, nullable: true, example: 100 })
  from: unknown;

  @ApiProperty({ type: Object, nullable: true, example: 200 })
  to: unknown;
}

/** Long texts and lists are cut to their beginning; the versions themselves have them in full. */
export function toFieldChangeView(one: FieldChange): FieldChangeView {
  const { kind, fromPointer, toPointer, path } = one;
  return { kind, fromPointer, toPointer, path, from: briefValue(one.from), to: briefValue(one.to) };
}
