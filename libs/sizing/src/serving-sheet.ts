import type { DegreeResult, DegreeService } from './evaluate-degree';
import { FigureSheet } from './figure-sheet';
import { replicaCounts, replicaFigures, utilisations } from './fleet-figures';
import { FORMULA_SOURCES as SOURCES } from './formula-sources';
import { groupMemory, modelMemory } from './memory-figures';
import type { ComputePath } from './number-format';
import type { ServingFigureName, ServingSpec } from './serving';
import { basisOf, pipelineBasisOf, type Definition, type ServingContext } from './serving-context';
import { requestTimes, stepTimes } from './time-figures';

/** The same group under the three readings of the factors. */
export interface DegreeReadings {
  readonly value: DegreeResult;
  readonly worst: DegreeResult;
  readonly best: DegreeResult;
}

/** Writes the figures of one sizing: facts, assumptions, memory, and service where the group can serve. */
export class ServingSheet {
  readonly sheet: FigureSheet<ServingFigureName>;
  private readonly context: ServingContext;

  constructor(
    private readonly spec: ServingSpec,
    path: ComputePath,
    stages = 1,
  ) {
    const { workloadId, model, accelerator, precision } = spec;
    const format = spec.kvPrecision === 'fp8' ? `${precision}-kv8` : precision;
    this.sheet = new FigureSheet(`sizing.${workloadId}.${model.id}.${accelerator.id}.${format}`);
    const basis = basisOf(spec, path);
    this.sheet.addBasis(...Object.values(basis));
    if (stages > 1) this.sheet.addBasis(...pipelineBasisOf(spec));
    this.context = {
      spec,
      basis,
      stages,
      id: (name) => this.sheet.id(name),
      refs: (...fields) => fields.flatMap((field) => [...(spec.inputRefs[field] ?? [])]),
    };
  }

  /** Memory figures of a group; `smallest` is the least number of chips whose memory is enough, if any. */
  memory(readings: DegreeReadings, smallest: number | null): void {
    if (smallest !== null) {
      this.sheet.add({
        name: 'smallest-tensor-parallel',
        label: `fewest ${this.spec.accelerator.name} whose memory is enough`,
        unit: '1',
        value: smallest,
        worst: smallest,
        best: smallest,
        formula: 'least n with n (u C - M_act - reserve) - M_w >= cache of the 95th percentile sequence',
        inputs: [this.sheet.id('weights'), this.sheet.id('usable-memory'), this.sheet.id('kv-per-sequence')],
        sources: [SOURCES.pagedAttention],
      });
    }
    for (const definition of [...modelMemory(this.context), ...groupMemory(this.context)]) {
      const { pick, ...rest } = definition;
      this.sheet.add({
        ...rest,
        value: pick(readings.value),
        worst: pick(readings.worst),
        best: pick(readings.best),
      });
    }
  }

  /** Service figures of a group that can serve under the nominal reading. */
  service(readings: DegreeReadings): void {
    this.rates(readings);
    this.write(readings, [
      ...requestTimes(this.context),
      ...replicaCounts(this.context, readings.value.n),
      ...utilisations(this.context),
    ]);
  }

  /** The part of them that does not depend on the rate of requests. */
  rates(readings: DegreeReadings): void {
    this.write(readings, [...stepTimes(this.context), ...replicaFigures(this.context, readings.value.n)]);
  }

  private write(readings: DegreeReadings, definitions: ReadonlyArray<Definition<DegreeService>>): void {
    const { value, worst, best } = readings;
    if (value.service === null) return;
    for (const definition of definitions) {
      const { pick, ...rest } = definition;
      this.sheet.add({
        ...rest,
        value: pick(value.service),
        worst: worst.service === null ? null : pick(worst.service),
        best: best.service === null ? null : pick(best.service),
      });
    }
  }
}
