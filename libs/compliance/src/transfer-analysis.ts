import { type AdequacyDecision, adequacyOf } from './adequacy';
import type { ComplianceFacts, WorkloadFact } from './compliance-facts';
import type { ComplianceResult } from './compliance-result';
import { jurisdictionOf } from './cloud-region';
import type { Grade } from './evidence-grade';
import { isInEea, liesWithin } from './jurisdiction';
import { PERSONAL_CLASSES } from './trigger-rules';

/** A place where a workload's data may come to lie: a cloud region, an API's provider, hardware of one's own. */
export interface ProcessingPlace {
  readonly workloadId: string;
  /** What would process there: `aws, us-east-1`, `the API of OpenAI`. */
  readonly what: string;
  /** A cloud region or a jurisdiction; null where nobody said. */
  readonly region: string | null;
}

/**
 * `kept`: within the stated residency; `broken`: outside; `unknown`: nobody says where, or a wider place than the
 * demanded one; `none-stated`: no limit.
 */
export type ResidencyVerdict = 'kept' | 'broken' | 'unknown' | 'none-stated';

/**
 * `none`: no personal data leaves the EEA. `adequate`: it does, for a place that an adequacy decision covers as a whole.
 * `covered`: it does, and a mechanism is evidenced. `open`: it does, and none is. `unknown`: nobody says whether it
 * does. `not-in-scope`: GDPR is not shown to apply, or the data is not personal.
 */
export type TransferVerdict = 'none' | 'adequate' | 'covered' | 'open' | 'unknown' | 'not-in-scope';

export interface TransferLine extends ProcessingPlace {
  /** ISO 3166-1 alpha-2 code, or null where it is not known. */
  readonly jurisdiction: string | null;
  readonly residency: ResidencyVerdict;
  readonly transfer: TransferVerdict;
  readonly why: string;
  /** `gdpr:Art. 45` ...: what the transfer rests on or would need. */
  readonly requirements: readonly string[];
  /** The adequacy decision that the catalog knows for the place on the day of the run, or null. */
  readonly adequacy: AdequacyDecision | null;
}

/**
 * Where data of each workload would lie, against the residency that was stated and the rules on transfers (GDPR
 * Art. 44 to 49). A place without an adequacy decision of the catalog is not thereby inadequate: it is open.
 */
export function analyseTransfers(
  places: readonly ProcessingPlace[],
  facts: ComplianceFacts,
  result: ComplianceResult,
): TransferLine[] {
  const gdpr = result.frameworks.find((framework) => framework.id === 'gdpr');
  const mechanism = gradeOfControl(result, 'transfer-mechanism');
  return places.map((place) => {
    const workload = facts.workloads.find((entry) => entry.id === place.workloadId);
    const jurisdiction = place.region === null ? null : (jurisdictionOf(place.region) ?? null);
    const binds = gdpr?.state === 'applies' && isPersonal(workload);
    const adequacy = jurisdiction === null ? null : (adequacyOf(jurisdiction, result.asOf) ?? null);
    const scope = { binds, known: isScopeKnown(workload, gdpr?.state) };
    return {
      ...place,
      jurisdiction,
      residency: residencyOf(jurisdiction, workload),
      adequacy,
      ...transferOf(jurisdiction, scope, { mechanism, adequacy }),
    };
  });
}

function isPersonal(workload: WorkloadFact | undefined): boolean {
  return workload?.dataClasses?.value.some((name) => PERSONAL_CLASSES.has(name)) ?? false;
}

function isScopeKnown(workload: WorkloadFact | undefined, gdpr: string | undefined): boolean {
  return (workload?.dataClasses?.value.length ?? 0) > 0 && gdpr !== 'undetermined';
}

function residencyOf(jurisdiction: string | null, workload: WorkloadFact | undefined): ResidencyVerdict {
  const demanded = workload?.residency?.value ?? [];
  if (demanded.length === 0) return 'none-stated';
  if (jurisdiction === null) return 'unknown';
  if (demanded.some((place) => liesWithin(jurisdiction, place))) return 'kept';
  // Somewhere in the EU may be Germany or not.
  return demanded.some((place) => liesWithin(place, jurisdiction)) ? 'unknown' : 'broken';
}

type Verdict = Pick<TransferLine, 'transfer' | 'why' | 'requirements'>;

const GROUNDS = ['gdpr:Art. 44', 'gdpr:Art. 45', 'gdpr:Art. 46'];

function transferOf(
  jurisdiction: string | null,
  scope: { readonly binds: boolean; readonly known: boolean },
  { mechanism, adequacy }: { readonly mechanism: Grade; readonly adequacy: AdequacyDecision | null },
): Verdict {
  if (!scope.known) {
    const why = 'whether personal data of people in the European Economic Area is handled is not settled';
    return { transfer: 'unknown', why, requirements: [] };
  }
  if (!scope.binds) {
    const why = 'no personal data under GDPR is stated for this workload';
    return { transfer: 'not-in-scope', why, requirements: [] };
  }
  if (jurisdiction === null) {
    const why = 'where it processes is not in the catalog: the contract has to say';
    return { transfer: 'unknown', why, requirements: GROUNDS };
  }
  if (isInEea(jurisdiction)) {
    const why =
      'the place lies in the European Economic Area; access from outside, as for support, is a transfer all the same';
    return { transfer: 'none', why, requirements: [] };
  }
  const leaves = 'personal data leaves the European Economic Area';
  if (adequacy !== null && adequacy.part === undefined) {
    const until = adequacy.until === undefined ? '' : ` until ${adequacy.until}`;
    const why = `${leaves} for ${adequacy.name}, which an adequacy decision covers${until}, as known of ${adequacy.source.asOf}: look up that it stands`;
    return { transfer: 'adequate', why, requirements: GROUNDS.slice(0, 2) };
  }
  if (mechanism === 'passed') {
    return {
      transfer: 'covered',
      why: `${leaves}; a transfer mechanism is evidenced`,
      requirements: GROUNDS,
    };
  }
  const ground =
    adequacy === null
      ? 'The catalog knows of no adequacy decision for the place (look it up at the European Commission); without one'
      : `An adequacy decision covers only ${adequacy.part} there, as known of ${adequacy.source.asOf}; unless the recipient is one of them,`;
  const why = `${leaves} and no transfer mechanism is evidenced. ${ground} standard contractual clauses with an assessment are needed`;
  return { transfer: 'open', why, requirements: GROUNDS };
}

function gradeOfControl(result: ComplianceResult, id: string): Grade {
  for (const framework of result.frameworks) {
    for (const duty of framework.requirements) {
      const found = duty.controls.find((control) => control.id === id);
      if (found) return found.grade;
    }
  }
  return 'not-evaluable';
}
