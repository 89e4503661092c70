import { acceleratorFigures, factFigure, modelFigures, type Catalog } from '@app/catalog';
import type { Figure, FigureText } from '@app/kernel';
import { efficiencyFactors, factorFigure, type FactorSide } from './efficiency';
import { FigureSheet } from './figure-sheet';
import { FORMULA_SOURCES as SOURCES } from './formula-sources';
import { addStartTime, type StartReadings } from './replica-start';
import type { TrainingFigureName, TrainingInputField, TrainingSizing, TrainingSpec } from './training';
import { trainingUtilisation } from './training-efficiency';
import { addFleet, scaled } from './training-fleet';
import {
  activationBytes,
  stateBytes,
  trainedParameters,
  trainingFlops,
  trainingPeak,
} from './training-model';

const GIB = 2 ** 30;
/** Groups larger than this are not considered. */
const LARGEST_GROUP = 4096;

/** Memory, accelerator-hours and duration of a training or fine-tuning run on one accelerator. */
export function sizeTraining(spec: TrainingSpec): TrainingSizing {
  const peak = trainingPeak(spec.accelerator, spec.precision ?? 'bf16');
  if (peak === null) return refused(spec, withoutRate(spec));
  if (spec.sequenceLength > spec.model.contextLength) {
    return refused(spec, `The sequences are longer than the context of ${spec.model.name}.`);
  }
  const writer = new TrainingWriter(spec, peak);
  const group = writer.memory();
  if (group === null) {
    const reason = `Even many ${spec.accelerator.name} cannot hold the activations of one sequence.`;
    return { ...refused(spec, reason), ids: writer.sheet.ids, figures: writer.sheet.all() };
  }
  const fleet = addFleet(writer.sheet, spec, { group, work: writer.work(), start: writer.start() });
  if (typeof fleet === 'string') {
    return { ...refused(spec, fleet), ids: writer.sheet.ids, figures: writer.sheet.all() };
  }
  return {
    ...identity(spec),
    feasible: true,
    reason: null,
    ...fleet,
    ids: writer.sheet.ids,
    figures: writer.sheet.all(),
  };
}

/**
 * Weights to be served may be turned into the format in which a chip computes (`computePath`); a training may not: the
 * range of its gradients hangs on the format.
 */
function withoutRate({ accelerator, precision = 'bf16' }: TrainingSpec): string {
  if (trainingPeak(accelerator) === null) return `No dense 16-bit rate of ${accelerator.name} is sourced.`;
  const [other, means] =
    precision === 'bf16' ? ['fp16', 'with loss scaling'] : ['bf16', 'without loss scaling'];
  return `No dense ${precision} rate of ${accelerator.name} is sourced, so that no training in ${precision} is planned on it. ${other}, ${means}, is another precision, which may be stated.`;
}

/** The least number of chips, as instances come (1, 2, 4, then eights), of which each holds its share. */
function smallestGroup(state: number, activations: number, usable: number): number | null {
  for (let n = 1; n <= LARGEST_GROUP; n = n < 8 ? n * 2 : n + 8) {
    if (state / n + activations <= usable) return n;
  }
  return null;
}

/** Writes the figures of one training run. */
class TrainingWriter {
  readonly sheet: FigureSheet<TrainingFigureName>;
  private readonly facts: Record<'memory' | 'parameters' | 'active' | 'peak', Figure>;

  constructor(
    private readonly spec: TrainingSpec,
    private readonly peak: number,
  ) {
    const { workloadId, model, accelerator, method, precision = 'bf16' } = spec;
    this.sheet = new FigureSheet(`sizing.${workloadId}.${model.id}.${accelerator.id}.${method}`);
    const chip = acceleratorFigures(accelerator);
    const figures = modelFigures(model);
    this.facts = {
      memory: chip.memory,
      parameters: figures.parameters,
      active: figures.activeParameters,
      peak: factFigure({
        id: `catalog.accelerator.${accelerator.id}.peak.${precision}`,
        label: `peak dense ${precision} rate of ${accelerator.name}`,
        value: peak / 1e12,
        unit: 'TFLOP/s',
        source: accelerator.source,
      }),
    };
    this.sheet.addBasis(...Object.values(this.facts));
  }

  private refs(...fields: readonly TrainingInputField[]): string[] {
    return fields.flatMap((field) => [...(this.spec.inputRefs[field] ?? [])]);
  }

  /** State, activations and the smallest group; null when no group holds them. */
  memory(): number | null {
    const { spec, sheet } = this;
    const activations = activationBytes(spec.model, spec.sequenceLength);
    sheet.add({
      name: 'trainable-parameters',
      label: 'parameters that are trained',
      unit: '10^9',
      ...scaled(1e9, (side) => trainedParameters(spec, side !== 'best')),
      formula:
        'all, or for adapters the sum of r (d_in + d_out) over attention and dense feed-forward matrices',
      inputs: [this.facts.parameters.id, ...this.refs('model', 'loraRank')],
      sources: [SOURCES.lora],
    });
    sheet.add({
      name: 'state-memory',
      label: 'weights, gradients and optimizer, over all accelerators',
      unit: 'GiB',
      ...scaled(GIB, (side) => stateBytes(spec, side)),
      formula:
        'full 18 B (16 with bf16 gradients) per parameter; LoRA 2 P + 16..18 P_l; QLoRA 0.516 P + 16 P_l',
      inputs: [this.facts.parameters.id, sheet.id('trainable-parameters')],
      sources: [SOURCES.mlEngineering, SOURCES.zero, SOURCES.lora, SOURCES.qlora],
    });
    sheet.add({
      name: 'activation-memory',
      label: 'activations per accelerator, one sequence at a time, checkpointed',
      unit: 'GiB',
      ...scaled(GIB, () => activations),
      formula: '2 s h L + 34 s h (FlashAttention, full checkpointing)',
      inputs: this.refs('sequenceLength', 'model'),
      sources: [SOURCES.activations],
    });
    return this.group(activations);
  }

  private group(activations: number): number | null {
    const { spec, sheet } = this;
    const factors = efficiencyFactors(spec.accelerator, spec.model);
    sheet.addBasis(factorFigure(factors.memoryShare), factorFigure(factors.reserve));
    const group = (side: FactorSide): number | null =>
      smallestGroup(
        stateBytes(spec, side),
        activations,
        spec.accelerator.memoryGB * 1e9 * factors.memoryShare[side] - factors.reserve[side],
      );
    const value = group('value');
    if (value === null) return null;
    sheet.add({
      name: 'smallest-group',
      label: 'fewest accelerators whose memory is enough',
      unit: '1',
      value,
      worst: group('worst'),
      best: group('best'),
      formula: 'least N with state / N + activations <= u C - reserve (fully sharded)',
      inputs: [
        sheet.id('state-memory'),
        sheet.id('activation-memory'),
        this.facts.memory.id,
        `assumption.sizing.${factors.memoryShare.id}`,
        `assumption.sizing.${factors.reserve.id}`,
      ],
      sources: [SOURCES.zero],
    });
    return value;
  }

  /** Compute and accelerator-hours of work of one run. */
  work(): Record<FactorSide, number> {
    const { spec, sheet } = this;
    const utilisation = trainingUtilisation(spec.accelerator, spec.model.activeParamsB);
    const factor = factorFigure(utilisation);
    sheet.addBasis(factor);
    const flops = trainingFlops(spec);
    const hours = (side: FactorSide): number => flops / (3600 * this.peak * utilisation[side]);
    sheet.add({
      name: 'compute',
      label: 'compute of one run',
      unit: '10^18 FLOP',
      ...scaled(1e18, () => flops),
      formula: 'D (c Pa + 6 L A d S), c = 6 for all parameters, 4 with frozen ones',
      inputs: [this.facts.active.id, ...this.refs('tokens', 'epochs', 'sequenceLength')],
      sources: [SOURCES.kaplan, SOURCES.lora],
    });
    sheet.add({
      name: 'work-hours',
      label: 'accelerator-hours of work in one run',
      unit: 'h',
      ...scaled(1, hours),
      formula:
        'C / (3600 F MFU), MFU while the run goes on: as whole published runs, at the good end as measured steps',
      inputs: [sheet.id('compute'), this.facts.peak.id, factor.id, ...this.refs('precision')],
      sources: [SOURCES.kaplan, utilisation.source],
    });
    return scaled(1, hours);
  }

  /** Hours until an instance works: each reads the weights as they are published, 16 bits each. */
  start(): StartReadings {
    const { parameters } = this.facts;
    const gib = ((parameters.value ?? 0) * 2e9) / GIB;
    return addStartTime(this.sheet, { id: parameters.id, gib, formula: 'parameters x 2 B' });
  }
}

function identity(spec: TrainingSpec) {
  return {
    workloadId: spec.workloadId,
    modelId: spec.model.id,
    acceleratorId: spec.accelerator.id,
    method: spec.method,
  };
}

function refused(spec: TrainingSpec, reason: FigureText): TrainingSizing {
  return {
    ...identity(spec),
    feasible: false,
    reason,
    accelerators: null,
    acceleratorHours: null,
    reliability: null,
    ids: {},
    figures: [],
  };
}

/** Sizings of every accelerator on offer. */
export interface TrainingOptions {
  /** Fewest accelerator-hours first, then by id. */
  readonly feasible: readonly TrainingSizing[];
  readonly infeasible: readonly TrainingSizing[];
}

/** The same on every accelerator that the instance catalog offers. */
export function sizeTrainingOptions(
  spec: Omit<TrainingSpec, 'accelerator'>,
  catalog: Catalog,
): TrainingOptions {
  const sizings = catalog
    .rentableAccelerators()
    .map(({ accelerator }) => sizeTraining({ ...spec, accelerator }));
  const order = (a: TrainingSizing, b: TrainingSizing): number =>
    (a.acceleratorHours ?? 0) - (b.acceleratorHours ?? 0) || (a.acceleratorId < b.acceleratorId ? -1 : 1);
  return {
    feasible: sizings.filter((sizing) => sizing.feasible).sort(order),
    infeasible: sizings.filter((sizing) => !sizing.feasible).sort(order),
  };
}
