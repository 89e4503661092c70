import type { ComplianceFacts, WorkloadFact } from './compliance-facts';
import type { ComplianceResult } from './compliance-result';
import { jurisdictionOf } from './cloud-region';
import type { Grade } from './evidence-grade';
import { isInEea, liesWithin } from './jurisdiction';

/** A place where a workload's data may come to lie: a cloud region, an API's provider, hardware of one's own. */
export interface ProcessingPlace {
  readonly workloadId: string;
  /** What would process there: `aws, us-east-1`, `the API of OpenAI`. */
  readonly what: string;
  /** A cloud region or a jurisdiction; null where nobody said. */
  readonly region: string | null;
}

/** `kept`: within the stated residency; `broken`: outside; `unknown`: nobody says where; `none-stated`: no limit. */
export type ResidencyVerdict = 'kept' | 'broken' | 'unknown' | 'none-stated';

/**
 * `none`: no personal data leaves the EEA. `covered`: it does, and a mechanism is evidenced. `open`: it does, and none
 * is. `unknown`: nobody says whether it does. `not-in-scope`: GDPR is not shown to apply, or the data is not personal.
 */
export type TransferVerdict = 'none' | 'covered' | 'open' | 'unknown' | 'not-in-scope';

export interface TransferLine extends ProcessingPlace {
  /** ISO 3166-1 alpha-2 code, or null where it is not known. */
  readonly jurisdiction: string | null;
  readonly residency: ResidencyVerdict;
  readonly transfer: TransferVerdict;
  readonly why: string;
  /** `gdpr:Art. 45` ...: what the transfer rests on or would need. */
  readonly requirements: readonly string[];
}

const PERSONAL = new Set(['personal', 'special-category', 'health', 'children', 'payment-card']);

/**
 * Where data of each workload would lie, against the residency that was stated and the rules on transfers (GDPR
 * Art. 44 to 49). The catalog holds no adequacy decisions: a place outside the EEA is never called adequate here.
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
    return {
      ...place,
      jurisdiction,
      residency: residencyOf(jurisdiction, workload),
      ...transferOf(jurisdiction, { binds, known: isScopeKnown(workload, gdpr?.state) }, mechanism),
    };
  });
}

function isPersonal(workload: WorkloadFact | undefined): boolean {
  return workload?.dataClasses?.value.some((name) => PERSONAL.has(name)) ?? false;
}

function isScopeKnown(workload: WorkloadFact | undefined, gdpr: string | undefined): boolean {
  return workload?.dataClasses !== undefined && gdpr !== 'undetermined';
}

function residencyOf(jurisdiction: string | null, workload: WorkloadFact | undefined): ResidencyVerdict {
  const demanded = workload?.residency?.value ?? [];
  if (demanded.length === 0) return 'none-stated';
  if (jurisdiction === null) return 'unknown';
  return demanded.some((place) => liesWithin(jurisdiction, place)) ? 'kept' : 'broken';
}

type Verdict = Pick<TransferLine, 'transfer' | 'why' | 'requirements'>;

const GROUNDS = ['gdpr:Art. 44', 'gdpr:Art. 45', 'gdpr:Art. 46'];

function transferOf(
  jurisdiction: string | null,
  scope: { readonly binds: boolean; readonly known: boolean },
  mechanism: Grade,
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
  if (mechanism === 'passed') {
    const why = 'personal data leaves the European Economic Area; a transfer mechanism is evidenced';
    return { transfer: 'covered', why, requirements: GROUNDS };
  }
  const why =
    'personal data leaves the European Economic Area and no transfer mechanism is evidenced. Whether an adequacy decision covers the place is not in the catalog (unverified: look it up at the European Commission); else standard contractual clauses with an assessment are needed';
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
