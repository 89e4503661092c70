import { Module } from '@nestjs/common';
import { ReportsModule } from '@app/reports';
import { SynthesisModule } from '@app/synthesis';
import { AgentPhase } from './agent-phase.service';
import { AgentRunner } from './agent-runner.service';
import { AgentTeam } from './agent-team';
import { RunClaims } from './run-claims.service';
import { RunConclusion } from './run-conclusion.service';
import { RunControlListener } from './run-control-listener';
import { RunExecutor } from './run-executor.service';
import { RunJourney } from './run-journey.service';
import { RunSweeper } from './run-sweeper.service';
import { RunTransitions } from './run-transitions.service';
import { RunsModule } from './runs.module';

/** Runs as a worker needs them: claimed, carried out, swept up. */
@Module({
  imports: [RunsModule, SynthesisModule, ReportsModule],
  providers: [
    AgentPhase,
    AgentRunner,
    AgentTeam,
    RunClaims,
    RunConclusion,
    RunControlListener,
    RunExecutor,
    RunJourney,
    RunSweeper,
    RunTransitions,
  ],
  exports: [RunExecutor, RunSweeper, AgentTeam, RunsModule],
})
export class RunExecutionModule {}
