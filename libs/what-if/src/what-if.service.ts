import { Injectable, Optional } from '@nestjs/common';
import { type EngineTasks, inPlaceTasks, threadTasks } from '@app/agents';
import { type AssessmentInput, AssessmentsService, withWorkloadIds } from '@app/assessments';
import { Clock } from '@app/kernel';
import { TenantCatalogs } from '@app/overrides';
import { ThreadPool } from '@app/threads';
import { evaluateWhatIf } from './evaluate-what-if';
import type { WhatIfChange } from './what-if-change';
import type { WhatIfResult } from './what-if-result';

/** What a client asks: of an assessment that is stored, or of an input that comes along. */
export interface WhatIfRequest {
  readonly assessmentId?: string;
  readonly input?: AssessmentInput;
  readonly changes: readonly WhatIfChange[];
  /** ISO date; today if left out. */
  readonly asOf?: string;
}

/** Answers what-if questions without a run: nothing is stored. */
@Injectable()
export class WhatIfService {
  private readonly tasks: EngineTasks;

  constructor(
    private readonly assessments: AssessmentsService,
    private readonly clock: Clock,
    private readonly catalogs: TenantCatalogs,
    @Optional() threads?: ThreadPool,
  ) {
    this.tasks = threads ? threadTasks(threads) : inPlaceTasks;
  }

  /** @throws assessment.not-found, what-if.impossible-change, what-if.not-assessable */
  async ask(tenantId: string, request: WhatIfRequest, signal: AbortSignal): Promise<WhatIfResult> {
    const { assessmentId, changes } = request;
    const input =
      assessmentId === undefined
        ? withWorkloadIds(request.input as AssessmentInput)
        : (await this.assessments.get(tenantId, assessmentId)).input;
    const asOf = request.asOf ?? this.clock.now().toISOString().slice(0, 10);
    const catalog = await this.catalogs.current(tenantId, asOf);
    return evaluateWhatIf({ input, changes, asOf, catalog, tasks: this.tasks }, signal);
  }
}
