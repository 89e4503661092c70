import type { MlopsPractice } from '@app/assessments';
import type { Severity } from '../agent-output';
import type { Analysis } from '../analysis';
import { listOf } from '../bench/naming';
import type { AppliedRule } from './applied-rules';

/** A way to fail, and the practices of which one missing leaves it open. */
interface Failure {
  readonly id: string;
  readonly title: string;
  readonly practices: readonly MlopsPractice[];
  readonly severity: Severity;
  readonly what: string;
}

const FAILURES: readonly Failure[] = [
  {
    id: 'silent-decline',
    title: 'Answers may become worse without anybody noticing',
    practices: ['automated-evaluation', 'model-monitoring', 'drift-detection'],
    severity: 'high',
    what: 'A changed model, prompt or corpus raises no error: users notice first',
  },
  {
    id: 'no-way-back',
    title: 'A bad release may reach everybody and stay',
    practices: ['canary-release', 'rollback', 'ci-cd'],
    severity: 'medium',
    what: 'A release that is worse meets all users at once, and the way back is improvised',
  },
  {
    id: 'not-repeatable',
    title: 'A result may not be explained or built again',
    practices: [
      'version-control',
      'experiment-tracking',
      'model-registry',
      'data-versioning',
      'infrastructure-as-code',
    ],
    severity: 'medium',
    what: 'What answered, and on which data it rests, cannot be shown to an auditor or rebuilt after a loss',
  },
  {
    id: 'slow-recovery',
    title: 'An outage may last longer than it has to',
    practices: ['incident-runbooks'],
    severity: 'medium',
    what: 'Whoever is called at night begins by finding out how the service is built',
  },
  {
    id: 'cost-drift',
    title: 'The bill may grow unseen',
    practices: ['cost-monitoring'],
    severity: 'low',
    what: 'What is billed by use is seen on the invoice first',
  },
];

/** What the missing practices leave open; nothing where none of those that are needed is missing. */
export function practiceRisks(notes: Analysis, missing: readonly AppliedRule[]): void {
  for (const { id, title, practices, severity, what } of FAILURES) {
    const open = missing.filter(({ rule }) => practices.includes(rule.practice));
    if (open.length === 0) continue;
    const isRequired = open.some(({ need }) => need === 'required');
    notes.risk({
      id: `mlops.risk.${id}`,
      severity: isRequired ? severity : 'low',
      title,
      statement: `${what}. Not in place: ${listOf(open.map(({ rule }) => rule.label.toLowerCase()))}.`,
      answer: open[0]?.rule.step ?? '',
    });
  }
}
