import type { CurrentInfrastructureInput } from '@app/assessments/pure';

/** What a file can be sent as. */
export const UPLOAD_KINDS = [
  'actuals',
  'trace',
  'price-book',
  'evidence',
  'terraform-plan',
  'terraform-state',
  'kubernetes',
  'bill',
] as const;
export type UploadKind = (typeof UPLOAD_KINDS)[number];

/** Where in a file something stands: a line counted from 1, a JSON pointer, or the name of a column. */
export interface SourcePlace {
  readonly line: number | null;
  readonly path: string;
}

/** Why a file cannot be taken. */
export interface UploadProblem extends SourcePlace {
  readonly detail: string;
}

/** Something that the file holds and of which nothing is proposed, and why not. */
export interface SeenThing extends SourcePlace {
  /** In the words of the file: a resource type, a kind of manifest, a service of a bill. */
  readonly what: string;
  readonly count: number;
  readonly detail: string;
}

interface DraftOf<Target extends string> extends SourcePlace {
  readonly target: Target;
  readonly why: string;
}

/** Machines that the file shows; `count` counts machines, or accelerators where no instance type is named. */
export interface MachineDraft extends DraftOf<'machines'> {
  readonly entry: CurrentInfrastructureInput;
}

/** What a place of the bill cost in one month, for the machines of the assessment that it pays for. */
export interface CostDraft extends DraftOf<'cost'> {
  readonly provider: string | null;
  readonly region: string | null;
  readonly instanceType: string | null;
  readonly usdPerMonth: number;
}

export interface TraceDraft extends DraftOf<'trace'> {
  /** Columns seconds, input_tokens, output_tokens. */
  readonly csv: string;
}

/** A file that shows a control; its text was not read. */
export interface EvidenceDraft extends DraftOf<'evidence'> {
  readonly artefact: string;
}

export interface ActualsDraft extends DraftOf<'actuals'> {
  readonly rows: number;
  readonly from: string;
  readonly to: string;
  readonly usd: number;
}

export interface PriceBookDraft extends DraftOf<'price-book'> {
  readonly book: string;
  readonly rows: number;
}

/** What a file proposes, before it is held against an assessment. */
export type Draft = MachineDraft | CostDraft | TraceDraft | EvidenceDraft | ActualsDraft | PriceBookDraft;

/** What came of reading a file: with a problem there is no draft. */
export interface ReadUpload {
  readonly drafts: readonly Draft[];
  readonly seen: readonly SeenThing[];
  readonly problems: readonly UploadProblem[];
}

/** What the sender says of a file beside its kind. */
export interface UploadWish {
  /** Trace: the workload that it was recorded of. */
  readonly workload?: string;
  /** Evidence: the control that it shows, and from when to when (ISO dates). */
  readonly control?: string;
  readonly effectiveDate?: string;
  readonly expiryDate?: string;
  /** Price book: what its figures are to be called by. */
  readonly name?: string;
}

/** A stored file with what was read from it. Its content never changes. */
export interface Upload {
  readonly id: string;
  readonly tenantId: string;
  readonly kind: UploadKind;
  readonly fileName: string | null;
  readonly bytes: number;
  /** Of the file as it was sent, hexadecimal. */
  readonly sha256: string;
  /** What its content is: `json`, `csv`, `pdf` ... */
  readonly form: string;
  readonly wish: UploadWish;
  /** Where the file is in the storage; null where its kind is never kept. */
  readonly file: string | null;
  readonly drafts: readonly Draft[];
  readonly seen: readonly SeenThing[];
  /** What was made of it, oldest first; of more than fifty the newest. */
  readonly applications: readonly UploadApplication[];
  readonly createdAt: Date;
  /** When it was last sent or applied: it is kept from then on. */
  readonly usedAt: Date;
}

/** One confirmation: which proposals went where. */
export interface UploadApplication {
  readonly at: Date;
  readonly target: 'assessment' | 'budget' | 'overrides';
  /** Id of the assessment, of the budget, or of the file of overrides. */
  readonly targetId: string;
  /** Version of the target afterwards, where it has one. */
  readonly version: number | null;
  readonly proposals: readonly string[];
}

/**
 * Whether the file itself is kept. What describes infrastructure is not: a state holds every password in plain text
 * (https://developer.hashicorp.com/terraform/language/state/sensitive-data), a plan and a Secret hold them too, and
 * nothing is read from them again.
 */
export function isContentKept(kind: UploadKind): boolean {
  return kind !== 'terraform-plan' && kind !== 'terraform-state' && kind !== 'kubernetes';
}

/** Kinds whose proposals change an assessment. */
export function isForAssessment(kind: UploadKind): boolean {
  return kind !== 'actuals' && kind !== 'price-book';
}
