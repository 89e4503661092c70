import { Injectable } from '@nestjs/common';
import type { Agent, Workbench } from '@app/agents';
import { AGENTS, createWorkbench } from '@app/agents';
import type { AssessmentInput, InputProblem } from '@app/assessments';
import { checkInput } from '@app/assessments';
import { loadCatalog } from '@app/catalog';
import { PRODUCT_VERSION } from '@app/platform';

/** The agents that work on a run, what they share, and what an input must satisfy before they start. */
@Injectable()
export class AgentTeam {
  readonly agents: readonly Agent[] = AGENTS;

  /** What results are computed with; those of another basis do not go together with ours. */
  get basis(): string {
    return `${PRODUCT_VERSION} with the catalog of ${loadCatalog().asOf}`;
  }

  /** What makes an assessment of this input pointless; empty when it can go on. */
  problemsOf(input: AssessmentInput): readonly InputProblem[] {
    return checkInput(input, loadCatalog());
  }

  bench(input: AssessmentInput, options: { asOf: string; seed: number }): Workbench {
    return createWorkbench({ input, catalog: loadCatalog(), ...options });
  }
}
