import { Module } from '@nestjs/common';
import { MongooseModule } from '@nestjs/mongoose';
import { AssessmentsModule } from '@app/assessments';
import { EventsModule } from '@app/events';
import { OverridesModule } from '@app/overrides';
import { MetricsRegistry } from '@app/platform';
import { QueueModule, QueueMonitor } from '@app/queue';
import { DecisionsModule } from '@app/synthesis';
import { AGENT_STEP_MODEL, agentStepSchema } from './agent-step.schema';
import { AgentStepRepository } from './agent-step.repository';
import { ModelCallRepository } from './model-call.repository';
import { MODEL_CALL_MODEL, modelCallSchema } from './model-call.schema';
import { RunControl } from './run-control';
import { RunDecisions } from './run-decisions.service';
import { RunFactory } from './run-factory';
import { RunNotices } from './run-notices';
import { RunQueue } from './run-queue.service';
import { runJob } from './run.job';
import { RunRepository } from './run.repository';
import { RunSpendingRepository } from './run-spending.repository';
import { RUN_MODEL, runSchema } from './run.schema';
import { RunsService } from './runs.service';
import { WebAnswerRepository } from './web-answer.repository';
import { WEB_ANSWER_MODEL, webAnswerSchema } from './web-answer.schema';

/** Runs as the API needs them: stored, enqueued, watched, steered. */
@Module({
  imports: [
    MongooseModule.forFeature([
      { name: RUN_MODEL, schema: runSchema },
      { name: AGENT_STEP_MODEL, schema: agentStepSchema },
      { name: MODEL_CALL_MODEL, schema: modelCallSchema },
      { name: WEB_ANSWER_MODEL, schema: webAnswerSchema },
    ]),
    AssessmentsModule,
    DecisionsModule,
    EventsModule,
    OverridesModule,
    QueueModule,
  ],
  providers: [
    RunRepository,
    AgentStepRepository,
    ModelCallRepository,
    RunSpendingRepository,
    RunControl,
    RunFactory,
    RunDecisions,
    RunNotices,
    RunQueue,
    RunsService,
    WebAnswerRepository,
  ],
  exports: [
    RunRepository,
    AgentStepRepository,
    ModelCallRepository,
    RunSpendingRepository,
    RunControl,
    RunDecisions,
    RunNotices,
    RunQueue,
    RunsService,
    WebAnswerRepository,
    AssessmentsModule,
    OverridesModule,
    QueueModule,
  ],
})
export class RunsModule {
  constructor(runs: RunRepository, monitor: QueueMonitor, metrics: MetricsRegistry) {
    monitor.watch(runJob.name);
    const live = metrics.gauge({
      name: 'infra_mind_runs',
      help: 'Runs that are not final, by state',
      labelNames: ['state'] as const,
      collect: async () => {
        live.reset();
        // Without an answer of the database the scrape goes on, and says nothing of runs.
        const counts = await runs.countLive().catch(() => new Map<string, number>());
        for (const [state, count] of counts) live.set({ state }, count);
      },
    });
  }
}
