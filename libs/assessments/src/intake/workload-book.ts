import { answerId, type Figure, figure, jsonPointer, readPointer } from '@app/kernel';
import type { WorkloadInput } from '../assessment-input';
import type { Assumption, OpenQuestion } from './assumption';
import type { AssumedRange, IntakeField, IntakeFieldName } from './intake-field';

/** An assumption about to be written down: what is taken, and the answer that would replace it. */
export interface AssumedNumber {
  readonly name: IntakeFieldName;
  readonly path: readonly string[];
  readonly label: string;
  readonly unit: string;
  readonly range: AssumedRange;
  readonly formula?: string;
  readonly inputs?: readonly string[];
  readonly question: string;
  readonly priority: OpenQuestion['priority'];
}

/** Collects one workload's figures, and an assumption with its question for every number that nobody gave. */
export class WorkloadBook {
  readonly values: Partial<Record<IntakeFieldName, Figure>> = {};
  readonly assumptions: Assumption[] = [];
  readonly questions: OpenQuestion[] = [];

  constructor(
    readonly index: number,
    readonly workloadId: string,
    private readonly input: WorkloadInput,
  ) {}

  /** The answer as a figure, if there is one. */
  answer(field: Pick<IntakeField, 'name' | 'path' | 'label' | 'unit' | 'scale'>): Figure | undefined {
    const given = readPointer(this.input, jsonPointer(field.path));
    if (typeof given !== 'number') return undefined;
    const scale = field.scale ?? 1;
    return this.keep(
      field.name,
      figure({
        id: `answer.${this.workloadId}.${field.name}`,
        label: field.label,
        // Scaling in decimal: 0.07 x 100 must not print as 7.000000000000001.
        value: scale === 1 ? given : Number((given * scale).toPrecision(12)),
        unit: field.unit,
        method: 'sourced',
        ...(scale === 1 ? {} : { formula: `answer x ${scale}` }),
        inputs: [answerId('workloads', this.index, ...field.path)],
      }),
    );
  }

  assume(taken: AssumedNumber): Figure {
    const id = `assumption.${this.workloadId}.${taken.name}`;
    const { value, low, high, why } = taken.range;
    const pointer = this.pointer(taken.path);
    this.assumptions.push({ id, pointer, label: taken.label, value: `[[${id}]]`, why, sources: [] });
    this.ask(
      taken.name,
      taken.path,
      taken.question,
      `Until it is answered, [[${id}]] is taken.`,
      taken.priority,
    );
    return this.keep(
      taken.name,
      figure({
        id,
        label: taken.label,
        value,
        low,
        high,
        unit: taken.unit,
        method: 'assumed',
        formula: taken.formula ?? null,
        inputs: [...(taken.inputs ?? [])],
      }),
    );
  }

  /** A choice in words that nobody made. */
  assumeChoice(name: string, path: readonly string[], label: string, value: string, why: string): string {
    const id = `assumption.${this.workloadId}.${name}`;
    this.assumptions.push({ id, pointer: this.pointer(path), label, value, why, sources: [] });
    return id;
  }

  ask(
    name: string,
    path: readonly string[],
    question: string,
    why: string,
    priority: OpenQuestion['priority'],
  ): void {
    const id = `question.${this.workloadId}.${name}`;
    this.questions.push({ id, pointer: this.pointer(path), question, why, priority });
  }

  /** A number that follows from others. */
  compute(
    name: IntakeFieldName,
    draft: { label: string; unit: string; formula: string },
    from: Computed,
  ): Figure {
    return this.keep(
      name,
      figure({
        id: `intake.${this.workloadId}.${name}`,
        ...draft,
        value: from.value,
        low: from.low ?? null,
        high: from.high ?? null,
        method: 'computed',
        inputs: from.inputs.map((entry) => entry.id),
      }),
    );
  }

  private keep(name: IntakeFieldName, entry: Figure): Figure {
    this.values[name] = entry;
    return entry;
  }

  private pointer(path: readonly string[]): string {
    return jsonPointer(['workloads', this.index, ...path]);
  }
}

interface Computed {
  readonly value: number;
  readonly low?: number | null;
  readonly high?: number | null;
  readonly inputs: ReadonlyArray<Pick<Figure, 'id'>>;
}
