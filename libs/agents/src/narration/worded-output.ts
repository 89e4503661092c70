import type { AgentOutput, Finding, MissingNarrative, Narrative } from '../agent-output';
import type { NarrationAnswer } from './narration-answer';

/** Who made an answer, and how. */
export type NarrationOrigin = Pick<Narrative, 'by' | 'repaired'>;

/** An output with the wording of a model, which has passed the guard. What was computed stays as it is. */
export function withNarrative(
  output: AgentOutput,
  { summary, statements, priorities }: NarrationAnswer,
  { by, repaired }: NarrationOrigin,
): AgentOutput {
  const worded = statements.map(({ id, text }) => ({ findingId: id, text: text.trim() }));
  return { ...output, narrative: { by, repaired, summary: summary.trim(), statements: worded, priorities } };
}

/** An output whose wording was wanted and not had. */
export function withoutNarrative(output: AgentOutput, missing: MissingNarrative['missing']): AgentOutput {
  return { ...output, narrative: { missing } };
}

/** The wording of an output, or null where none was asked for or none was had. */
export function narrativeOf({ narrative }: AgentOutput): Narrative | null {
  return narrative && 'by' in narrative ? narrative : null;
}

/**
 * An output as readers see it: summary and statements as the model words them, where it did. Findings of equal severity
 * follow its priorities; severities stay in the order in which they were.
 */
export function wordedOutput(output: AgentOutput): AgentOutput {
  const narrative = narrativeOf(output);
  if (!narrative) return output;
  const texts = new Map(narrative.statements.map(({ findingId, text }) => [findingId, text]));
  const worded = output.findings.map((finding) => ({
    ...finding,
    statement: texts.get(finding.id) ?? finding.statement,
  }));
  return { ...output, summary: narrative.summary, findings: prioritised(worded, narrative.priorities) };
}

function prioritised(findings: readonly Finding[], priorities: readonly string[]): Finding[] {
  const rank = (finding: Finding) => {
    const at = priorities.indexOf(finding.id);
    return at === -1 ? priorities.length : at;
  };
  const ranked = [...findings].sort((a, b) => rank(a) - rank(b));
  // Each place keeps its severity: what is urgent was first for a reason.
  return findings.map(({ severity }) => {
    const next = ranked.findIndex((finding) => finding.severity === severity);
    return ranked.splice(next, 1)[0] as Finding;
  });
}
