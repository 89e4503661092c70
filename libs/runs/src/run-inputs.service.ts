import { Injectable } from '@nestjs/common';
import type { AssessmentInput } from '@app/assessments';
import { AssessmentsService } from '@app/assessments';
import type { Catalog } from '@app/catalog';
import { TenantCatalogs } from '@app/overrides';
import type { Run } from './run';

const MOST_INPUTS = 200;
const MOST_BYTES = 16 * 1024 * 1024;

/** What a run is made from: what it assesses, and the facts it does so by. */
export interface RunMaterial {
  readonly input: AssessmentInput;
  readonly catalog: Catalog;
}

interface Kept {
  readonly input: AssessmentInput;
  readonly bytes: number;
}

/** What runs assess, and by which facts. A version of an assessment never changes, so those that were used last are kept. */
@Injectable()
export class RunInputs {
  /** In the order of their last use. */
  private readonly kept = new Map<string, Kept>();
  private bytes = 0;

  constructor(
    private readonly assessments: AssessmentsService,
    private readonly catalogs: TenantCatalogs,
  ) {}

  /** The facts that a run is assessed by: those it was accepted with, whoever takes it up, and when. */
  catalogOf(run: Pick<Run, 'tenantId' | 'overridesVersion' | 'options'>): Promise<Catalog> {
    return this.catalogs.at(run.tenantId, run.overridesVersion ?? 0, run.options.asOf);
  }

  /** @throws assessment.version-not-found */
  async of(run: Pick<Run, 'tenantId' | 'assessmentId' | 'assessmentVersion'>): Promise<AssessmentInput> {
    const key = JSON.stringify([run.tenantId, run.assessmentId, run.assessmentVersion]);
    const known = this.kept.get(key);
    if (known) {
      this.kept.delete(key);
      this.kept.set(key, known);
      return known.input;
    }
    const { input } = await this.assessments.getVersion(
      run.tenantId,
      run.assessmentId,
      run.assessmentVersion,
    );
    this.keep(key, { input: frozen(input), bytes: Buffer.byteLength(JSON.stringify(input)) });
    return input;
  }

  private keep(key: string, entry: Kept): void {
    if (this.kept.has(key) || entry.bytes > MOST_BYTES) return;
    this.kept.set(key, entry);
    this.bytes += entry.bytes;
    for (const [oldest, { bytes }] of this.kept) {
      if (this.kept.size <= MOST_INPUTS && this.bytes <= MOST_BYTES) return;
      this.kept.delete(oldest);
      this.bytes -= bytes;
    }
  }
}

/** Several runs read the same input: whoever changed it would change theirs too. */
function frozen<T>(value: T): T {
  if (value !== null && typeof value === 'object') {
    for (const inner of Object.values(value)) frozen(inner);
    Object.freeze(value);
  }
  return value;
}
