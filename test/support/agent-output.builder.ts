import type { AgentOutput, Decision, Finding, RecommendationDraft } from '@app/agents';
import { figure, type Figure, type FigureDraft } from '@app/kernel';

/** An agent's output that says nothing but its summary, unless told otherwise. */
export function anOutput(given: Partial<AgentOutput> & Pick<AgentOutput, 'agent'>): AgentOutput {
  return {
    summary: `Summary of ${given.agent}.`,
    findings: [],
    decisions: [],
    recommendations: [],
    tables: [],
    assumptions: [],
    questions: [],
    notEvaluated: [],
    figures: [],
    ...given,
  };
}

/** A vote for self-hosting on the ground of cost, unless told otherwise. */
export function aDecision(given: Partial<Decision> = {}): Decision {
  const option = given.option ?? 'self-host';
  return {
    key: 'w1.hosting',
    label: 'Hosting of w1',
    option,
    optionLabel: `Option ${option}`,
    basis: 'cost',
    rationale: 'It is cheaper.',
    ...given,
  };
}

/** A finding of no weight, unless told otherwise. */
export function aFinding(given: Partial<Finding> & Pick<Finding, 'id'>): Finding {
  return {
    severity: 'info',
    title: `Title of ${given.id}`,
    statement: `Statement of ${given.id}.`,
    ...given,
  };
}

/** A recommendation of medium weight with nothing attached, unless told otherwise. */
export function aDraft(
  given: Partial<RecommendationDraft> & Pick<RecommendationDraft, 'key'>,
): RecommendationDraft {
  return {
    title: `Do ${given.key}`,
    rationale: `Reason for ${given.key}.`,
    severity: 'medium',
    workloadIds: [],
    cost: { figureIds: [], note: '' },
    compliance: { requirements: [], note: '' },
    implementation: { effort: 'weeks', steps: [], prerequisites: [] },
    ...given,
  };
}

/** A computed figure without a trail, unless told otherwise. */
export function aFigure(given: Partial<FigureDraft> & Pick<FigureDraft, 'id'>): Figure {
  return figure({ label: `Label of ${given.id}`, value: 1, unit: '1', method: 'computed', ...given });
}
