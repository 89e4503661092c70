import type {
  DataClass,
  KvPrecision,
  ModelChoiceInput,
  ModelClass,
  Precision,
  SloInput,
  WorkloadInput,
  WorkloadKind,
} from '@app/assessments';
import { DATA_CLASSES, KV_PRECISIONS, MODEL_CLASSES, PRECISIONS, WORKLOAD_KINDS } from '@app/assessments';
import {
  ChoiceField,
  ChoiceListField,
  NumberField,
  PartField,
  TextField,
  TextListField,
} from '../http/dto-field.decorator';
import { ComputeDto } from './compute.dto';
import { CorpusDto } from './corpus.dto';
import { TrafficDto } from './traffic.dto';
import { TrainingDto } from './training.dto';

const DAY_MS = 86_400_000;

export class ModelChoiceDto implements ModelChoiceInput {
  @TextField({
    description: 'Catalog id of an open-weight model to host',
    max: 200,
    example: 'llama-3.1-70b',
  })
  id?: string;

  @TextField({
    description: 'Catalog id of a model API in use or considered',
    max: 200,
    example: 'openai/gpt-5-mini',
  })
  apiId?: string;

  @ChoiceField({
    description:
      'Where the model is not chosen yet: small (up to 10 B parameters), medium (up to 40 B), large (up to 150 B), frontier',
    values: MODEL_CLASSES,
  })
  class?: ModelClass;
}

export class SloDto implements SloInput {
  @NumberField({ description: 'Time to first token, milliseconds', min: 1, max: DAY_MS, example: 800 })
  timeToFirstTokenMs?: number;

  @NumberField({ description: 'Time per output token, milliseconds', min: 0.01, max: 3_600_000, example: 50 })
  timePerOutputTokenMs?: number;

  @NumberField({
    description: 'From request to last token, milliseconds',
    min: 1,
    max: 30 * DAY_MS,
    example: 8_000,
  })
  endToEndMs?: number;

  @NumberField({ description: 'Availability in per cent', min: 0, max: 100, example: 99.9 })
  availabilityPercent?: number;
}

export class WorkloadDto implements WorkloadInput {
  @TextField({
    description: 'Stable short name, part of every figure id; w1, w2 ... if left out',
    max: 40,
    // Labels of machines are made of it, which may not end in a hyphen.
    pattern: /^[a-z0-9]([a-z0-9-]*[a-z0-9])?$/,
    form: 'up to 40 lower-case letters, digits and hyphens such as support-chat, with no hyphen at its end',
    example: 'support-chat',
  })
  id?: string;

  @TextField({ description: 'What to call it', max: 200, example: 'Support chat' })
  name?: string;

  @ChoiceField({
    description: 'What kind of work it is',
    values: WORKLOAD_KINDS,
    required: true,
    example: 'rag',
  })
  kind: WorkloadKind;

  @PartField({ description: 'Which model, by id or by class', of: () => ModelChoiceDto })
  model?: ModelChoiceDto;

  @PartField({ description: 'How much is asked of it', of: () => TrafficDto })
  traffic?: TrafficDto;

  @PartField({ description: 'How fast and how available it must be', of: () => SloDto })
  slo?: SloDto;

  @ChoiceListField({ description: 'What its data is', values: DATA_CLASSES, example: ['personal'] })
  dataClasses?: DataClass[];

  @TextListField({
    description: 'Where its data must stay: ISO 3166-1 alpha-2 codes, or EU',
    maxItems: 250,
    max: 2,
    pattern: /^[A-Z]{2}$/,
    form: 'a two-letter country code in capitals such as DE, or EU',
    example: ['EU'],
  })
  residency?: string[];

  @PartField({ description: 'The documents of a retrieval workload', of: () => CorpusDto })
  corpus?: CorpusDto;

  @PartField({ description: 'What is trained on, for training and fine-tuning', of: () => TrainingDto })
  training?: TrainingDto;

  @ChoiceField({ description: 'Number format of the weights', values: PRECISIONS, example: 'fp8' })
  precision?: Precision;

  @ChoiceField({
    description: 'Number format of the key-value cache; 16 bits if left out',
    values: KV_PRECISIONS,
    example: 'fp8',
  })
  kvPrecision?: KvPrecision;

  @PartField({ description: 'What was measured of the part without accelerators', of: () => ComputeDto })
  compute?: ComputeDto;
}
