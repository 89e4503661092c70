import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import type { AgentId, AgentOutput } from '@app/agents';
import { isDuplicateKey } from '@app/database';
import type { Model } from 'mongoose';
import type { AgentStepRecord } from './agent-step.schema';
import { AGENT_STEP_MODEL } from './agent-step.schema';
import type { AgentStep, AgentStepSummary, StepAttempt, StepStatus } from './run';
import type { Fence } from './run.repository';
import { FencedError } from './run.errors';

/** What an agent's part of a run became. */
export interface StepOutcome {
  readonly status: StepStatus;
  readonly attempts: readonly StepAttempt[];
  readonly output: AgentOutput | null;
}

/** The checkpoints of runs: one document an agent, written only under the epoch that owns it. */
@Injectable()
export class AgentStepRepository {
  constructor(@InjectModel(AGENT_STEP_MODEL) private readonly steps: Model<AgentStepRecord>) {}

  /**
   * Takes over the open steps of a run for a new claim and adds those that are not there yet, all running from now on.
   * What succeeded or failed for good stays. A writer of an older claim matches nothing afterwards.
   */
  async openAll(fence: Fence, agents: readonly AgentId[], at: Date): Promise<AgentStep[]> {
    const known = await this.findAll(fence.tenantId, fence.runId);
    const isOpen = (step: AgentStep) => step.status === 'pending' || step.status === 'running';
    const reopened = known.filter(isOpen).map((step) => reopen(step, fence, at));
    const fresh = agents
      .filter((agent) => !known.some((step) => step.agent === agent))
      .map((agent) => freshStep(fence, agent, at));
    if (reopened.length > 0) await this.takeOver(fence, reopened);
    if (fresh.length > 0) await this.insertAll(fence, fresh);
    return [...known.filter((step) => !isOpen(step)), ...reopened, ...fresh];
  }

  /** Copies finished steps of another run into a new one. */
  async carryOver(steps: readonly AgentStep[], runId: string): Promise<void> {
    if (steps.length === 0) return;
    const copies = steps.map((step) =>
      toRecord({ ...step, runId, epoch: 0, carriedFrom: step.carriedFrom ?? step.runId }),
    );
    await this.steps.insertMany(copies, { ordered: false }).catch((error: unknown) => {
      // A replay of the same retry finds its own copies.
      if (!isDuplicateKey(error)) throw error;
    });
  }

  /** Stores what a step became. @throws run.fenced when the step belongs to a later claim. */
  async store(fence: Fence, agent: AgentId, outcome: StepOutcome): Promise<void> {
    const { matchedCount } = await this.steps.updateOne(
      {
        _id: stepId(fence.runId, agent),
        tenantId: fence.tenantId,
        epoch: fence.epoch,
        status: { $ne: 'succeeded' },
      },
      { $set: { status: outcome.status, attempts: outcome.attempts, output: outcome.output } },
    );
    if (matchedCount === 0) throw new FencedError(fence.runId, fence.epoch);
  }

  async findAll(tenantId: string, runId: string): Promise<AgentStep[]> {
    const rows = await this.steps.find({ tenantId, runId }).sort({ agent: 1 }).lean<AgentStepRecord[]>();
    return rows.map(toStep);
  }

  /** Without the outputs, which may be large. */
  async findSummaries(tenantId: string, runId: string): Promise<AgentStepSummary[]> {
    const rows = await this.steps
      .find({ tenantId, runId }, { output: 0 })
      .sort({ agent: 1 })
      .lean<Array<Omit<AgentStepRecord, 'output'>>>();
    return rows.map(({ _id, ...summary }) => summary);
  }

  private async takeOver(fence: Fence, steps: readonly AgentStep[]): Promise<void> {
    const { matchedCount } = await this.steps.bulkWrite(
      steps.map((step) => ({
        updateOne: {
          filter: {
            _id: stepId(step.runId, step.agent),
            tenantId: fence.tenantId,
            epoch: { $lt: fence.epoch },
          },
          update: { $set: { epoch: fence.epoch, status: step.status, attempts: [...step.attempts] } },
        },
      })),
      { ordered: false },
    );
    if (matchedCount !== steps.length) throw new FencedError(fence.runId, fence.epoch);
  }

  private async insertAll(fence: Fence, steps: readonly AgentStep[]): Promise<void> {
    try {
      await this.steps.insertMany(steps.map(toRecord), { ordered: false });
    } catch (error) {
      // Somebody else opened them in between, which only a later claim may do.
      if (isDuplicateKey(error)) throw new FencedError(fence.runId, fence.epoch);
      throw error;
    }
  }
}

function stepId(runId: string, agent: AgentId): string {
  return `${runId}:${agent}`;
}

function toRecord(step: AgentStep): AgentStepRecord {
  return { _id: stepId(step.runId, step.agent), ...step };
}

function toStep({ _id, ...step }: AgentStepRecord): AgentStep {
  return step;
}

function freshStep(fence: Fence, agent: AgentId, at: Date): AgentStep {
  return {
    runId: fence.runId,
    tenantId: fence.tenantId,
    agent,
    status: 'running',
    epoch: fence.epoch,
    attempts: [beginAttempt(1, at, 0)],
    carriedFrom: null,
    output: null,
  };
}

/** An unfinished step under a new claim: the attempt that its worker left open is closed as aborted. */
function reopen(step: AgentStep, fence: Fence, at: Date): AgentStep {
  const closed = step.attempts.map((attempt) =>
    attempt.endedAt
      ? attempt
      : { ...attempt, endedAt: at, outcome: 'aborted' as const, error: 'its worker went away' },
  );
  return {
    ...step,
    status: 'running',
    epoch: fence.epoch,
    output: null,
    attempts: [...closed, beginAttempt(closed.length + 1, at, 0)],
  };
}

/** An attempt that begins now. */
export function beginAttempt(number: number, at: Date, backoffMs: number): StepAttempt {
  return { number, startedAt: at, endedAt: null, outcome: null, error: null, backoffMs };
}
