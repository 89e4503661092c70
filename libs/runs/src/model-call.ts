import type { AgentId } from '@app/agents';
import type { ModelCall } from '@app/llm';

/** A call to a language model that was made for an agent of a run. Nothing of prompt or answer is in it. */
export interface RunModelCall extends ModelCall {
  readonly id: string;
  readonly tenantId: string;
  readonly runId: string;
  readonly agent: AgentId;
  /** Under which claim of the run it was made. */
  readonly epoch: number;
}
