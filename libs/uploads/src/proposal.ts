import type { AssessmentInput, CurrentInfrastructureInput } from '@app/assessments';
import { jsonPointer } from '@app/kernel';
import { machineKey } from './machine-book';
import type { CostDraft, Draft, EvidenceDraft, SourcePlace, TraceDraft, Upload, UploadWish } from './upload';

/** One change that a file proposes, for a person to confirm. */
export interface Proposal extends SourcePlace {
  /** Stable within its upload: `p1`. */
  readonly id: string;
  readonly target: 'assessment' | 'budget' | 'overrides';
  /** RFC 6901 into the input of the assessment, with `-` for the end of a list; empty for other targets. */
  readonly pointer: string;
  /** What stands there now; null where nothing does. */
  readonly from: unknown;
  readonly to: unknown;
  readonly why: string;
}

/** A draft that fits no place of the assessment, or several. */
export interface OpenDraft extends SourcePlace {
  readonly id: string;
  readonly why: string;
}

/** What an upload proposes of an assessment, a budget or the tenant's own files. */
export interface Proposals {
  readonly proposals: readonly Proposal[];
  readonly open: readonly OpenDraft[];
}

/** `part` tells changes of one draft apart, whichever of them stand already; null where a draft can be but one. */
type Change = Pick<Proposal, 'pointer' | 'from' | 'to'> & { readonly part?: number };
/** Changes, or why there is none; an empty list says that it stands there already. */
type Outcome = readonly Change[] | string;

const SERVED = ['llm-serving', 'rag', 'agentic'];

/** Holds what a file says against an assessment: the same upload and version give the same proposals. */
export function proposalsFor(
  { drafts, wish }: Pick<Upload, 'drafts' | 'wish'>,
  input: AssessmentInput,
): Proposals {
  const proposals: Proposal[] = [];
  const open: OpenDraft[] = [];
  for (const [index, draft] of drafts.entries()) {
    const { why, line, path } = draft;
    const id = `p${index + 1}`;
    const outcome = changesOf(draft, wish, input);
    if (typeof outcome === 'string') open.push({ id, why: `${why}: ${outcome}`, line, path });
    else
      for (const { part, ...change } of outcome) {
        const own = part === undefined ? id : `${id}.${part}`;
        // One place takes one value: which of two it is, nobody here can say.
        const rival = proposals.find(({ pointer }) => pointer === change.pointer && !pointer.endsWith('/-'));
        if (rival) open.push({ id: own, why: `${why}: ${rival.id} is of the same place`, line, path });
        else proposals.push({ id: own, target: 'assessment', ...change, why, line, path });
      }
  }
  return { proposals, open };
}

/** The one change that a file of actuals or a price book is. */
export function wholeFileProposals({ drafts }: Pick<Upload, 'drafts'>): Proposals {
  const proposals = drafts.flatMap((draft, index): Proposal[] => {
    const base = {
      id: `p${index + 1}`,
      pointer: '',
      from: null,
      why: draft.why,
      line: draft.line,
      path: draft.path,
    };
    if (draft.target === 'actuals') {
      const { rows, from, to, usd } = draft;
      return [{ ...base, target: 'budget', to: { rows, from, to, usd } }];
    }
    if (draft.target !== 'price-book') return [];
    return [{ ...base, target: 'overrides', to: { kind: draft.book, rows: draft.rows } }];
  });
  return { proposals, open: [] };
}

function changesOf(draft: Draft, wish: UploadWish, input: AssessmentInput): Outcome {
  switch (draft.target) {
    case 'machines':
      return machineChanges(draft.entry, input);
    case 'cost':
      return costChanges(draft, input);
    case 'trace':
      return traceChanges(draft, wish, input);
    case 'evidence':
      return evidenceChanges(draft, wish, input);
    default:
      return 'it is not about an assessment';
  }
}

function machineChanges(
  entry: CurrentInfrastructureInput,
  { currentInfrastructure = [] }: AssessmentInput,
): Outcome {
  const index = currentInfrastructure.findIndex((one) => machineKey(one) === machineKey(entry));
  const known = currentInfrastructure[index];
  if (!known) return [{ pointer: '/currentInfrastructure/-', from: null, to: entry }];
  if (known.count === entry.count) return [];
  const pointer = jsonPointer(['currentInfrastructure', index, 'count']);
  return [{ pointer, from: known.count, to: entry.count }];
}

function costChanges(draft: CostDraft, { currentInfrastructure = [] }: AssessmentInput): Outcome {
  const { provider, region, instanceType, usdPerMonth } = draft;
  const fits = (said: string | null, told: string | undefined): boolean =>
    said === null || said.toLowerCase() === told?.toLowerCase();
  const found = currentInfrastructure.flatMap((entry, index) =>
    fits(provider, entry.provider) && fits(region, entry.region) && fits(instanceType, entry.instanceType)
      ? [{ entry, index }]
      : [],
  );
  const [only] = found;
  if (!only) return 'the assessment names no machines there; upload what runs, or add it';
  if (found.length > 1)
    return `${found.length} entries of the assessment are there, and the bill does not say which it is of: give it a column instance_type`;
  if (only.entry.owned) return 'those machines are owned, and a bill is of rented ones';
  const from = only.entry.monthlyCostUsd ?? null;
  if (from === usdPerMonth) return [];
  return [
    { pointer: jsonPointer(['currentInfrastructure', only.index, 'monthlyCostUsd']), from, to: usdPerMonth },
  ];
}

function traceChanges(
  { csv }: TraceDraft,
  { workload: wanted }: UploadWish,
  { workloads }: AssessmentInput,
): Outcome {
  const fitting = workloads.flatMap((workload, index) => {
    const fits = wanted === undefined ? SERVED.includes(workload.kind) : workload.id === wanted;
    return fits ? [{ workload, index }] : [];
  });
  if (fitting.length === 0)
    return wanted === undefined
      ? `no workload of the assessment is of the kinds ${SERVED.join(', ')}`
      : `the assessment has no workload ${wanted}; it has ${workloads.map(({ id }) => id).join(', ')}`;
  return fitting.flatMap(({ workload, index }) => {
    const from = workload.traffic?.traceCsv ?? null;
    const part = fitting.length > 1 ? { part: index + 1 } : {};
    return from === csv
      ? []
      : [{ pointer: jsonPointer(['workloads', index, 'traffic', 'traceCsv']), from, to: csv, ...part }];
  });
}

function evidenceChanges(
  { artefact }: EvidenceDraft,
  wish: UploadWish,
  { controls = [] }: AssessmentInput,
): Outcome {
  const { control, effectiveDate, expiryDate } = wish;
  if (control === undefined || effectiveDate === undefined)
    return 'which control it shows and from when is not said: name it as the artefact of an evidence yourself, or upload it with control and effectiveDate';
  const index = controls.findIndex(({ id }) => id === control);
  const known = controls[index];
  if (!known) return `the assessment has no control ${control}: add it with its status first`;
  if (known.evidence?.some((one) => one.artefact === artefact)) return [];
  const to = { artefact, effectiveDate, ...(expiryDate !== undefined && { expiryDate }) };
  return [{ pointer: jsonPointer(['controls', index, 'evidence', '-']), from: null, to }];
}
