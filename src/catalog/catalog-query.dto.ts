import type { ApiPriceRow, InstanceRow, ModelRow } from '@app/catalog';
import { Transform } from 'class-transformer';
import { ChoiceField, DateField, NumberField, TextField } from '../http/dto-field.decorator';
import { FieldsQueryDto, PageQueryDto } from '../http/page-query.dto';

/** A number in a query: texts of digits become one. */
function NumberFilter(field: { description: string; example: number }): PropertyDecorator {
  const read = Transform(({ value }: { value: unknown }) =>
    typeof value === 'string' && value !== '' ? Number(value) : value,
  );
  const check = NumberField({ ...field, min: 0, max: 1e12 });
  return (target, key) => {
    read(target, key);
    check(target, key);
  };
}

const AS_OF = {
  description: 'The day on which staleness is judged and discounts of yours stand; today if left out',
  example: '2026-11-20',
};

/** The query of reading one entry. */
export class CatalogEntryQueryDto extends FieldsQueryDto {
  @DateField(AS_OF)
  asOf?: string;
}

/** The query that lists of the catalog share. */
export class CatalogQueryDto extends PageQueryDto {
  @DateField(AS_OF)
  asOf?: string;

  @ChoiceField({
    description: 'Those of the catalog as it is, or those that a file of yours touches',
    values: ['catalog', 'own'],
  })
  origin?: 'catalog' | 'own';
}

export class AcceleratorQueryDto extends CatalogQueryDto {
  @TextField({ description: 'Whatever the case', max: 100, example: 'NVIDIA' })
  vendor?: string;

  @TextField({ description: 'Whatever the case', max: 100, example: 'Hopper' })
  architecture?: string;

  @NumberFilter({ description: 'GB at least', example: 80 })
  minMemoryGB?: number;

  @NumberFilter({ description: 'GB at most', example: 141 })
  maxMemoryGB?: number;
}

export class InstanceQueryDto extends CatalogQueryDto {
  @TextField({ description: 'Whatever the case', max: 100, example: 'aws' })
  provider?: string;

  @TextField({ description: 'Region of the provider', max: 100, example: 'us-east-1' })
  region?: string;

  @TextField({ description: 'Id of an accelerator it holds', max: 200, example: 'h100-sxm5-80gb' })
  acceleratorId?: string;

  @ChoiceField({
    description: 'What it is for',
    values: [
      'accelerator',
      'accelerator-addon',
      'capacity-block',
      'burstable',
      'general',
      'compute',
      'memory',
      'storage',
    ],
  })
  category?: InstanceRow['category'];

  @NumberFilter({ description: 'Accelerators at least', example: 8 })
  minAccelerators?: number;

  @NumberFilter({ description: 'GiB of main memory at least', example: 512 })
  minMemoryGiB?: number;
}

export class ModelQueryDto extends CatalogQueryDto {
  @TextField({ description: 'Whatever the case', max: 100, example: 'Llama 3.1' })
  family?: string;

  @TextField({ description: 'Whatever the case', max: 100, example: 'Meta' })
  organisation?: string;

  @ChoiceField({ description: 'What it is for', values: ['chat', 'embedding'] })
  kind?: ModelRow['kind'];

  @NumberFilter({ description: '10^9 parameters at least', example: 7 })
  minParamsB?: number;

  @NumberFilter({ description: '10^9 parameters at most', example: 80 })
  maxParamsB?: number;

  @NumberFilter({ description: 'Tokens of context at least', example: 131072 })
  minContext?: number;
}

export class ApiPriceQueryDto extends CatalogQueryDto {
  @TextField({ description: 'Whatever the case', max: 100, example: 'OpenAI' })
  provider?: string;

  @ChoiceField({ description: 'What it is for', values: ['chat', 'embedding'] })
  kind?: ApiPriceRow['kind'];

  @NumberFilter({ description: 'USD per 10^6 input tokens at most', example: 2 })
  maxInputUSDPerMTok?: number;

  @NumberFilter({
    description: 'Tokens of context at least; those of unknown context are left out',
    example: 200000,
  })
  minContext?: number;
}

export class ManagedServiceQueryDto extends CatalogQueryDto {
  @TextField({ description: 'Whatever the case', max: 100, example: 'aws' })
  provider?: string;

  @TextField({ description: 'Region of the provider', max: 100, example: 'us-east-1' })
  region?: string;

  @TextField({ description: 'Whatever the case', max: 100, example: 'block-storage' })
  category?: string;
}

export class CarbonQueryDto extends CatalogQueryDto {
  @TextField({ description: 'Whatever the case', max: 100, example: 'gcp' })
  provider?: string;

  @TextField({ description: 'Region of the provider', max: 100, example: 'europe-west3' })
  region?: string;

  @TextField({ description: 'ISO 3166-1 alpha-3 code, whatever the case', max: 3, example: 'DEU' })
  country?: string;

  @NumberFilter({ description: 'g of CO2e per kWh at most', example: 100 })
  maxIntensityGPerKWh?: number;
}

export class FrameworkQueryDto extends CatalogQueryDto {
  @TextField({ description: 'Whatever the case', max: 200, example: 'European Union' })
  authority?: string;

  @TextField({
    description: 'Those with a requirement that this makes apply',
    max: 100,
    example: 'personal_data_eu',
  })
  trigger?: string;
}
