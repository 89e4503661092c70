import type { EvidenceInput } from '@app/assessments';
import { canonicalControlId, controlName } from '@app/compliance';
import { answerId } from '@app/kernel';
import { PACK_FORMAT } from '../pack-layout';
import { complianceRows } from './compliance-tables';
import type { FactBase } from './fact-base';
import type { InputFile } from './input-file';

/** How a piece of evidence stands on the day of the assessment, by its dates alone. */
export type EvidenceStanding = 'in-force' | 'expired' | 'not-yet-in-force' | 'no-readable-date';

/** One artefact that somebody named as evidence of a control. */
export interface PackedEvidence {
  readonly control: string;
  readonly controlName: string;
  /** What its owner says of the control. */
  readonly status: string;
  readonly artefact: string;
  readonly effectiveDate: string;
  readonly expiryDate: string | null;
  readonly standing: EvidenceStanding;
  /** How the run graded the control, and why; null where it did not. */
  readonly grade: string | null;
  readonly why: string | null;
  /** The answer that it stands in. */
  readonly answer: string;
}

/** All evidence that was named, with dates and grades: it follows from the input and the compliance agent's tables. */
export function evidenceFileOf({ input }: InputFile, { run, agents }: Pick<FactBase, 'run' | 'agents'>) {
  const graded = new Map(complianceRows(agents, 'compliance.soa').map((row) => [row['control'], row]));
  const evidence = (input.controls ?? []).flatMap((control, index) =>
    (control.evidence ?? []).map((entry, position): PackedEvidence => {
      const id = canonicalControlId(control.id);
      const row = graded.get(controlName(id));
      return {
        control: id,
        controlName: controlName(id),
        status: control.status,
        artefact: entry.artefact,
        effectiveDate: entry.effectiveDate,
        expiryDate: entry.expiryDate ?? null,
        standing: standingOf(entry, run.asOf),
        grade: row?.['state'] ?? null,
        why: row?.['evidence'] ?? null,
        answer: answerId('controls', index, 'evidence', position),
      };
    }),
  );
  return { format: PACK_FORMAT, asOf: run.asOf, evidence };
}

function standingOf({ effectiveDate, expiryDate }: EvidenceInput, asOf: string): EvidenceStanding {
  const days = expiryDate === undefined ? [effectiveDate] : [effectiveDate, expiryDate];
  if (!days.every((day) => /^\d{4}-\d{2}-\d{2}$/.test(day))) return 'no-readable-date';
  if (effectiveDate > asOf) return 'not-yet-in-force';
  return expiryDate !== undefined && expiryDate < asOf ? 'expired' : 'in-force';
}
