import { citedIds } from '@app/kernel';
import type { AgentOutput, Finding } from '../agent-output';

/** What a question offers at most. An agent has a handful of findings; only an assessment of dozens of workloads has more. */
const MOST_FINDINGS = 30;
const MOST_FIGURES = 200;
const MOST_RECOMMENDATIONS = 20;

/** The user message of a narration question. It has no values: a model cannot repeat a number that it never saw. */
export interface NarrationQuestion {
  readonly agent: string;
  readonly summary: string;
  readonly findings: ReadonlyArray<Pick<Finding, 'id' | 'title' | 'statement'>>;
  readonly recommendations: ReadonlyArray<{ readonly key: string; readonly title: string }>;
  readonly figures: ReadonlyArray<{ readonly id: string; readonly label: string; readonly unit: string }>;
}

const WEIGHT = ['critical', 'high', 'medium', 'low', 'info'];

/**
 * The findings that a model is asked to word: the weightiest thirty, as long as they cite no more than two hundred
 * figures in all. The computed text of the others stands.
 */
export function offeredFindings(output: AgentOutput): Finding[] {
  const cited = new Set(citedIds(output.summary));
  const byWeight = [...output.findings].sort(
    (a, b) => WEIGHT.indexOf(a.severity) - WEIGHT.indexOf(b.severity),
  );
  const offered = new Set<Finding>();
  for (const finding of byWeight.slice(0, MOST_FINDINGS)) {
    const ids = citedIds(`${finding.title} ${finding.statement}`).filter((id) => !cited.has(id));
    if (cited.size + new Set(ids).size > MOST_FIGURES) continue;
    ids.forEach((id) => cited.add(id));
    offered.add(finding);
  }
  return output.findings.filter((finding) => offered.has(finding));
}

/** The user message: texts as computed, and the figures that those texts cite, without their values. */
export function narrationQuestion(output: AgentOutput): NarrationQuestion {
  const findings = offeredFindings(output).map(({ id, title, statement }) => ({ id, title, statement }));
  const recommendations = output.recommendations
    .slice(0, MOST_RECOMMENDATIONS)
    .map(({ key, title }) => ({ key, title }));
  const texts = [output.summary, ...findings.flatMap(({ title, statement }) => [title, statement])];
  const cited = new Set(texts.flatMap(citedIds));
  const figures = output.figures
    .filter((entry) => cited.has(entry.id))
    .map(({ id, label, unit }) => ({ id, label, unit }));
  return { agent: output.agent, summary: output.summary, findings, recommendations, figures };
}
