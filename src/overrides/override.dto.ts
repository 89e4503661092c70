import { OVERRIDE_KINDS, type OverrideKind, type OverrideUpload } from '@app/catalog';
import { ApiProperty } from '@nestjs/swagger';
import { Transform } from 'class-transformer';
import { IsOptional, ValidateBy } from 'class-validator';
import { ChoiceField, DateField, FlagField, NumberField, TextField } from '../http/dto-field.decorator';
import { FieldsQueryDto } from '../http/page-query.dto';

const MOST_ROWS = 5_000;

/** A list of rows that is checked by the kind of the file, not here. */
function RowsField(): PropertyDecorator {
  const expects = `a list of 1 to ${MOST_ROWS} objects`;
  const accepts = (value: unknown): boolean =>
    Array.isArray(value) && value.length >= 1 && value.length <= MOST_ROWS;
  const decorators = [
    ApiProperty({
      type: 'array',
      items: { type: 'object', additionalProperties: true },
      required: false,
      maxItems: MOST_ROWS,
      description: 'The rows, in place of csv; docs/catalog.md says which fields each kind has',
      example: [
        { provider: 'aws', instanceType: 'p5.48xlarge', region: 'us-east-1', onDemandUSDPerHour: 41.5 },
      ],
    }),
    ValidateBy({
      name: 'rows',
      validator: { validate: accepts, defaultMessage: () => `expected ${expects}` },
    }),
    IsOptional(),
  ];
  return (target, key) => decorators.forEach((decorate) => decorate(target, key));
}

/** A file of facts of one's own: as CSV text, or as rows. */
export class OverrideUploadDto {
  @TextField({
    description: 'What you call it: figures that rest on it name it. A file of the same name takes its place',
    max: 200,
    required: true,
    example: 'Enterprise agreement 2026',
  })
  name: string;

  @ChoiceField({
    description: 'What the rows say; of CSV it follows from the columns where it is left out',
    values: OVERRIDE_KINDS,
  })
  kind?: OverrideKind;

  @DateField({ description: 'The day the rows are of; today if left out', example: '2026-10-01' })
  asOf?: string;

  @ChoiceField({
    description: 'How far rows are trusted that do not say it; high',
    values: ['high', 'medium', 'low'],
  })
  confidence?: 'high' | 'medium' | 'low';

  @TextField({
    description: 'CSV with the names of the columns first; several entries of one cell are separated by |',
    max: 1_000_000,
    example: 'provider,instanceType,region,onDemandUSDPerHour\naws,p5.48xlarge,us-east-1,41.50\n',
  })
  csv?: string;

  @RowsField()
  rows?: unknown[];

  /** `today` is an ISO date. */
  toUpload(today: string): OverrideUpload {
    const { name, kind, csv, rows, confidence } = this;
    const asOf = this.asOf ?? today;
    const json = { name, asOf, rows, ...(kind && { kind }), ...(confidence && { confidence }) };
    return { name, asOf, kind, confidence, content: csv === undefined ? { json } : { csv } };
  }
}

/** `?dryRun=true`: check the file and say what is wrong with it, store nothing. */
export class OverrideUploadQueryDto {
  @Transform(({ value }: { value: unknown }) => (value === 'true' ? true : value === 'false' ? false : value))
  @FlagField({ description: 'Check the file and say what is wrong with it; store nothing' })
  dryRun?: boolean;
}

/** The query of `GET /v1/catalog/overrides`. */
export class OverrideListQueryDto extends FieldsQueryDto {
  @Transform(({ value }: { value: unknown }) =>
    typeof value === 'string' && value !== '' ? Number(value) : value,
  )
  @NumberField({ description: 'The files as of this version', min: 0, max: 1e9, whole: true, example: 3 })
  version?: number;
}
