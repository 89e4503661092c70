import { Injectable } from '@nestjs/common';
import {
  type Assessment,
  assessmentChanged,
  type AssessmentInput,
  AssessmentsService,
  checkInput,
} from '@app/assessments';
import { BudgetWatchService } from '@app/budgets';
import { Clock } from '@app/kernel';
import { OverridesService, TenantCatalogs } from '@app/overrides';
import { withProposals } from './apply-proposals';
import { priceBookUpload } from './price-book';
import { type Proposal, type Proposals, proposalsFor, wholeFileProposals } from './proposal';
import { isForAssessment, type Upload, type UploadApplication } from './upload';
import {
  nothingToApply,
  targetNeeded,
  unfitProposals,
  unknownProposals,
  unreadableUpload,
} from './uploads.errors';
import { UploadsService } from './uploads.service';

/** What a person confirms: which proposals, and of what they are to become a part. */
export interface Confirmation {
  readonly assessmentId?: string;
  readonly budgetId?: string;
  /** Ids of proposals, or all of them. */
  readonly proposals: readonly string[] | 'all';
  /** The version of the assessment that the proposals were read against. */
  readonly expected: number | 'any' | undefined;
  /** Checks the shape of an input as it is checked when it is sent, and gives it back. */
  readonly admit: (input: AssessmentInput) => Promise<AssessmentInput>;
}

/** Holds uploads against what there is, and changes it when a person says so. */
@Injectable()
export class UploadApplications {
  constructor(
    private readonly uploads: UploadsService,
    private readonly assessments: AssessmentsService,
    private readonly watch: BudgetWatchService,
    private readonly overrides: OverridesService,
    private readonly catalogs: TenantCatalogs,
    private readonly clock: Clock,
  ) {}

  /**
   * What an upload proposes of an assessment as it is now; of a budget or overrides the file as a whole.
   * @throws upload.not-found, upload.target-needed, assessment.not-found
   */
  async proposals(
    tenantId: string,
    id: string,
    assessmentId: string | undefined,
  ): Promise<Proposals & { readonly upload: Upload; readonly assessment: Assessment | null }> {
    const upload = await this.uploads.get(tenantId, id);
    if (!isForAssessment(upload.kind)) return { upload, assessment: null, ...wholeFileProposals(upload) };
    if (assessmentId === undefined) throw targetNeeded(upload.kind, 'assessmentId');
    const assessment = await this.assessments.get(tenantId, assessmentId);
    return { upload, assessment, ...proposalsFor(upload, assessment.input) };
  }

  /**
   * Makes what was chosen part of its target, all of it or nothing.
   * @throws upload.not-found, upload.target-needed, upload.unknown-proposal, upload.nothing-to-apply, upload.unfit,
   * assessment.not-found, assessment.changed, and what budgets and overrides refuse
   */
  async apply(
    tenantId: string,
    id: string,
    confirmation: Confirmation,
    signal: AbortSignal,
  ): Promise<UploadApplication> {
    const { expected, assessmentId } = confirmation;
    const { upload, assessment, proposals } = await this.proposals(tenantId, id, assessmentId);
    if (assessment && typeof expected === 'number' && expected !== assessment.version)
      throw assessmentChanged(assessment.id, expected, assessment.version);
    const chosen = choose(proposals, confirmation.proposals);
    const made = assessment
      ? await this.toAssessment(assessment, chosen, confirmation)
      : upload.kind === 'actuals'
        ? await this.toBudget(upload, confirmation.budgetId, signal)
        : await this.toOverrides(upload, signal);
    const application = { at: this.clock.now(), ...made, proposals: chosen.map((one) => one.id) };
    await this.uploads.noteApplication(upload, application);
    return application;
  }

  private async toAssessment(
    { id, tenantId, version, input }: Assessment,
    chosen: readonly Proposal[],
    { admit }: Confirmation,
  ): Promise<Pick<UploadApplication, 'target' | 'targetId' | 'version'>> {
    const next = await admit(withProposals(input, chosen));
    const catalog = await this.catalogs.current(tenantId, this.clock.now().toISOString().slice(0, 10));
    const before = new Set(checkInput(input, catalog).map(({ pointer, message }) => `${pointer} ${message}`));
    const problems = checkInput(next, catalog)
      .filter(({ pointer, message }) => !before.has(`${pointer} ${message}`))
      .map(({ pointer, message }) => ({ pointer, detail: message }));
    if (problems.length > 0) throw unfitProposals(problems.slice(0, 50));
    const changed = await this.assessments.update(tenantId, id, version, next);
    return { target: 'assessment', targetId: id, version: changed.version };
  }

  private async toBudget(
    upload: Upload,
    budgetId: string | undefined,
    signal: AbortSignal,
  ): Promise<Pick<UploadApplication, 'target' | 'targetId' | 'version'>> {
    if (budgetId === undefined) throw targetNeeded(upload.kind, 'budgetId');
    const csv = await this.uploads.textOf(upload, signal);
    await this.watch.upload(upload.tenantId, budgetId, { csv, fileName: upload.fileName });
    return { target: 'budget', targetId: budgetId, version: null };
  }

  private async toOverrides(
    upload: Upload,
    signal: AbortSignal,
  ): Promise<Pick<UploadApplication, 'target' | 'targetId' | 'version'>> {
    const text = await this.uploads.textOf(upload, signal);
    const { book, problems } = priceBookUpload(text, upload, upload.createdAt.toISOString().slice(0, 10));
    if (book === null) throw unreadableUpload(upload.kind, problems);
    // Under the id of the upload: applied twice, it stands once.
    const { override, version } = await this.overrides.upload(upload.tenantId, book, upload.id);
    return { target: 'overrides', targetId: override.id, version };
  }
}

/** The chosen proposals in their own order. @throws upload.unknown-proposal, upload.nothing-to-apply */
function choose(proposals: readonly Proposal[], wanted: readonly string[] | 'all'): readonly Proposal[] {
  if (wanted !== 'all') {
    const known = proposals.map(({ id }) => id);
    const unknown = wanted.filter((id) => !known.includes(id));
    if (unknown.length > 0) throw unknownProposals(unknown, known);
  }
  const chosen = wanted === 'all' ? proposals : proposals.filter(({ id }) => wanted.includes(id));
  if (chosen.length === 0) throw nothingToApply();
  return chosen;
}
