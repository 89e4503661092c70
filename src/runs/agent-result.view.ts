import type { AgentOutput } from '@app/agents';
import type { AgentStep } from '@app/runs';
import { ApiProperty } from '@nestjs/swagger';
import { RunAgentView, toAgentView } from './run.view';

const LIST = { type: Object, isArray: true } as const;

/** What an agent found. Texts cite figures as `[[figure.id]]`; each is in `figures` with its trail. */
export class AgentOutputView {
  @ApiProperty() summary: string;
  @ApiProperty(LIST) findings: readonly unknown[];
  @ApiProperty({ ...LIST, description: 'Votes on choices that several agents have a say in' })
  decisions: readonly unknown[];
  @ApiProperty(LIST) recommendations: readonly unknown[];
  @ApiProperty(LIST) tables: readonly unknown[];
  @ApiProperty({ ...LIST, description: 'What was taken where no answer was given' })
  assumptions: readonly unknown[];
  @ApiProperty({ ...LIST, description: 'Answers that would sharpen the result' })
  questions: readonly unknown[];
  @ApiProperty({ ...LIST, description: 'What could not be computed, and why' })
  notEvaluated: readonly unknown[];
  @ApiProperty({ ...LIST, description: 'What may go wrong, and what answers it' })
  risks: readonly unknown[];
  @ApiProperty({ ...LIST, description: 'Parts of the agent’s work that are empty, each with its reason' })
  silent: readonly unknown[];
  @ApiProperty({ ...LIST, description: 'Every figure cited, and those they were computed from' })
  figures: readonly unknown[];
  @ApiProperty({
    type: Object,
    required: false,
    description:
      'How a language model words summary and findings, beside the computed texts: by, repaired, summary, statements, priorities. Or missing: why none did',
    example: {
      by: { provider: 'openai', model: 'gpt-5-mini', prompt: { id: 'narrate.cto', version: 1001 } },
      repaired: false,
      summary: 'Expect [[pricing.w1.api.month]] a month.',
      statements: [{ findingId: 'cto.w1.cost', text: 'An API costs [[pricing.w1.api.month]].' }],
      priorities: ['cto.w1.cost'],
    },
  })
  narrative?: unknown;
}

/** One agent's part of a run, with its output once it has one. */
export class AgentResultView extends RunAgentView {
  @ApiProperty({ type: AgentOutputView, nullable: true }) output: AgentOutputView | null;
}

export class AgentResultPageView {
  @ApiProperty({ type: AgentResultView, isArray: true }) items: Array<Partial<AgentResultView>>;
  @ApiProperty({ type: String, nullable: true }) nextCursor: string | null;
}

export const AGENT_RESULT_FIELDS = [
  'agent',
  'status',
  'attempts',
  'startedAt',
  'endedAt',
  'durationMs',
  'error',
  'carriedFrom',
  'output',
] as const;

export function toAgentResultView(step: AgentStep): AgentResultView {
  return { ...toAgentView(step), output: step.output && toOutputView(step.output) };
}

function toOutputView(output: AgentOutput): AgentOutputView {
  const { summary, findings, decisions, recommendations, tables } = output;
  const { assumptions, questions, notEvaluated, figures, narrative } = output;
  const { risks = [], silent = [] } = output;
  return {
    summary,
    findings,
    decisions,
    recommendations,
    tables,
    assumptions,
    questions,
    notEvaluated,
    risks,
    silent,
    figures,
    ...(narrative && { narrative: toNarrativeView(narrative) }),
  };
}

function toNarrativeView(narrative: NonNullable<AgentOutput['narrative']>): unknown {
  if ('missing' in narrative) {
    const { code, message } = narrative.missing;
    return { missing: { code, message } };
  }
  const { by, repaired, summary, statements, priorities } = narrative;
  const { provider, model, prompt } = by;
  return {
    by: { provider, model, prompt: { id: prompt.id, version: prompt.version } },
    repaired,
    summary,
    statements: statements.map(({ findingId, text }) => ({ findingId, text })),
    priorities,
  };
}
