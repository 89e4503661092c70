import { Module } from '@nestjs/common';
import { ENGINE_THREAD_PROGRAM } from '@app/agents';
import { LlmModule } from '@app/llm';
import { leasedRounds } from '@app/redis';
import { ReportsModule } from '@app/reports';
import { SynthesisModule } from '@app/synthesis';
import { ThreadsModule } from '@app/threads';
import { WebSearchModule } from '@app/web-search';
import { AgentAttempt } from './agent-attempt.service';
import { AgentPhase } from './agent-phase.service';
import { AgentRunner } from './agent-runner.service';
import { AgentTeam } from './agent-team';
import { NarrationTurns } from './narration-turn.service';
import { RunClaims } from './run-claims.service';
import { RunConclusion } from './run-conclusion.service';
import { RunControlListener } from './run-control-listener';
import { RunCpuMeter } from './run-cpu-meter';
import { RunExecutor } from './run-executor.service';
import { RunInputs } from './run-inputs.service';
import { RunJourney } from './run-journey.service';
import { RunSweeper } from './run-sweeper.service';
import { RunWeb } from './run-web.service';
import { RunTransitions } from './run-transitions.service';
import { RunsModule } from './runs.module';

/** Runs as a worker needs them: claimed, carried out, swept up. */
@Module({
  imports: [
    LlmModule,
    RunsModule,
    SynthesisModule,
    ReportsModule,
    WebSearchModule,
    ThreadsModule.forRoot({ program: ENGINE_THREAD_PROGRAM }),
  ],
  providers: [
    AgentAttempt,
    AgentPhase,
    AgentRunner,
    AgentTeam,
    NarrationTurns,
    RunClaims,
    RunConclusion,
    RunControlListener,
    RunCpuMeter,
    RunExecutor,
    RunInputs,
    RunJourney,
    RunSweeper,
    RunTransitions,
    RunWeb,
    leasedRounds({
      ...{ of: RunSweeper, name: 'run-sweeper', everyMs: (env) => env.RUN_SWEEP_INTERVAL_MS },
      work: (sweeper, round) => sweeper.sweep(round),
    }),
  ],
  exports: [RunExecutor, RunSweeper, AgentTeam, RunsModule],
})
export class RunExecutionModule {}
