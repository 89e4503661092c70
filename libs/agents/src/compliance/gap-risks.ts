import { controlPhrase } from '@app/compliance';
import { cite, literal } from '@app/kernel';
import type { Analysis } from '../analysis';
import { counted, listOf } from '../bench/naming';
import type { Workbench } from '../workbench';
import { gapSeverity } from './gap-severity';

/** Gaps that a reader can take in. */
const SHOWN = 5;

/** The gravest gaps as risks: what has no evidence is not known to be there. */
export function gapRisks(notes: Analysis, bench: Workbench): void {
  const { gaps, openTriggers } = bench.compliance;
  for (const gap of gaps.slice(0, SHOWN)) {
    notes.risk({
      id: `compliance.risk.${gap.control}`,
      severity: gapSeverity(gap),
      title: `No sufficient evidence of ${controlPhrase(gap.control)}`,
      statement: `${counted(gap.requirementCount, 'requirement hangs', 'requirements hang')} on it; it weighs ${cite(gap.risk)} points.`,
      answer: `Close it or show it: ${literal(gap.evidenceWanted)}.`,
    });
  }
  if (openTriggers.length === 0) return;
  notes.risk({
    id: 'compliance.risk.open-triggers',
    severity: 'medium',
    title: 'Whether some duties apply is not settled',
    statement: `Answers are missing on ${listOf(openTriggers.slice(0, SHOWN).map(({ trigger }) => literal(trigger.definition)))}.`,
    answer: 'Answer the open questions before the scope of the work is fixed.',
  });
}
