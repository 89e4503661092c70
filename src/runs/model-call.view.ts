import { AGENT_IDS } from '@app/agents';
import type { RunModelCall } from '@app/runs';
import { MICRO_USD } from '@app/runs';
import { ApiProperty } from '@nestjs/swagger';

const OUTCOMES = ['answered', 'from-cache', 'unusable', 'rate-limited', 'timed-out', 'failed', 'aborted'];
const MAYBE_COUNT = { type: Number, nullable: true } as const;

export class PromptRefView {
  @ApiProperty({ example: 'narrate.cto' }) id: string;
  @ApiProperty({ description: 'Of its words', example: 1001 }) version: number;
}

/** One attempt at one provider. Nothing of prompt or answer is kept. */
export class ModelCallView {
  @ApiProperty({ example: '01KA4RZ2V9J5Q6M7N8P9R0S1T2' }) id: string;
  @ApiProperty({ enum: AGENT_IDS, example: 'cto' }) agent: string;
  @ApiProperty({ example: 'openai' }) provider: string;
  @ApiProperty({ description: 'As the provider calls it', example: 'gpt-5-mini' }) model: string;
  @ApiProperty({ type: PromptRefView }) prompt: PromptRefView;
  @ApiProperty({ format: 'date-time' }) startedAt: string;
  @ApiProperty({ description: 'Milliseconds', example: 1840 }) durationMs: number;
  @ApiProperty({
    enum: OUTCOMES,
    description: 'unusable: an answer that is not of the asked shape, or that the guard refused',
    example: 'answered',
  })
  outcome: string;
  @ApiProperty({ ...MAYBE_COUNT, description: 'Null where the provider did not say', example: 2410 })
  inputTokens: number | null;
  @ApiProperty({ ...MAYBE_COUNT, example: 380 }) outputTokens: number | null;
  @ApiProperty({ ...MAYBE_COUNT, description: 'US dollars, by the catalog’s price', example: 0.001362 })
  usd: number | null;
}

export class ModelCallPageView {
  @ApiProperty({ type: ModelCallView, isArray: true }) items: Array<Partial<ModelCallView>>;
  @ApiProperty({ type: String, nullable: true }) nextCursor: string | null;
}

export const MODEL_CALL_FIELDS = [
  'id',
  'agent',
  'provider',
  'model',
  'prompt',
  'startedAt',
  'durationMs',
  'outcome',
  'inputTokens',
  'outputTokens',
  'usd',
] as const;

export function toModelCallView(call: RunModelCall): ModelCallView {
  const { id, agent, provider, model, prompt, durationMs, outcome, inputTokens, outputTokens } = call;
  return {
    id,
    agent,
    provider,
    model,
    prompt: { id: prompt.id, version: prompt.version },
    startedAt: call.startedAt.toISOString(),
    durationMs,
    outcome,
    inputTokens,
    outputTokens,
    usd: call.microUsd === null ? null : call.microUsd / MICRO_USD,
  };
}
