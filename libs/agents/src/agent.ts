import type { AgentId } from './agent-id';
import type { AgentOutput } from './agent-output';
import type { NarrationPrompt } from './narration/narration-prompt';
import type { Workbench } from './workbench';

/** One specialist: what it decides, and its deterministic analysis. */
export interface Agent {
  readonly id: AgentId;
  readonly title: string;
  /** The questions it answers, one sentence. */
  readonly decides: string;
  /** How a language model words what it found, where one is configured. */
  readonly prompt: NarrationPrompt;
  /**
   * A pure function of the bench (input, catalog, as-of date, seed). Long work checks `signal` and stops by throwing
   * its reason.
   */
  analyse(bench: Workbench, signal: AbortSignal): AgentOutput | Promise<AgentOutput>;
}
