import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import type { AgentId, AgentOutput } from '@app/agents';
import { GroupedWrites, isDuplicateKey } from '@app/database';
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

/** What a claim opens steps with. */
export interface StepOpening {
  readonly agents: readonly AgentId[];
  /** What the results will be computed with, see {@link AgentStep.basis}. */
  readonly basis: string;
  readonly at: Date;
  /** Last sign of life of the claim before. */
  readonly lastSeen: Date;
  /** No claim before this one, and no retry, can have left any step. */
  readonly isFirst?: boolean;
}

const SUMMARY: Readonly<Record<Exclude<keyof AgentStep, 'output'> | `output.narrative.${string}`, 1>> = {
  runId: 1,
  tenantId: 1,
  agent: 1,
  status: 1,
  epoch: 1,
  basis: 1,
  attempts: 1,
  carriedFrom: 1,
  'output.narrative.by': 1,
  'output.narrative.missing.code': 1,
};

/** The checkpoints of runs: one document an agent, written only under the epoch that owns it. */
@Injectable()
export class AgentStepRepository {
  private readonly writes: GroupedWrites<AgentStepRecord>;

  constructor(@InjectModel(AGENT_STEP_MODEL) private readonly steps: Model<AgentStepRecord>) {
    this.writes = new GroupedWrites(steps);
  }

  /**
   * Takes over the open steps of a run for a new claim and adds those that are not there yet, all running from now on.
   * What succeeded on the same basis or failed for good stays. A writer of an older claim matches nothing afterwards.
   */
  async openAll(fence: Fence, opening: StepOpening): Promise<AgentStep[]> {
    const known = opening.isFirst ? [] : await this.fenceOff(fence);
    const fresh = opening.agents
      .filter((agent) => !known.some((step) => step.agent === agent))
      .map((agent) => freshStep(fence, agent, opening));
    const resumed = await this.resume(fence, known, opening);
    return [...resumed, ...(await this.insertAll(fence, fresh, opening))];
  }

  /** Nobody tried the steps that this claim opened. */
  async closeUnbegun({ tenantId, runId, epoch }: Fence): Promise<void> {
    const mine = { tenantId, runId, epoch, status: 'running' as const };
    await this.steps.updateMany(mine, { $set: { status: 'pending', attempts: [] } });
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

  /**
   * Stores what a step became. Storing the same success again changes nothing.
   * @throws run.fenced when the step belongs to a later claim
   */
  async store(fence: Fence, agent: AgentId, outcome: StepOutcome): Promise<void> {
    const mine = { _id: stepId(fence.runId, agent), tenantId: fence.tenantId, epoch: fence.epoch };
    const isStored = await this.writes.update({
      filter: mine,
      update: {
        $set: { status: outcome.status, attempts: [...outcome.attempts], output: outcome.output },
      },
      // Epochs only grow: a step that still is of this one was so when the write came.
      proof: mine,
    });
    if (!isStored) throw new FencedError(fence.runId, fence.epoch);
  }

  async findAll(tenantId: string, runId: string): Promise<AgentStep[]> {
    const rows = await this.steps.find({ tenantId, runId }).sort({ agent: 1 }).lean<AgentStepRecord[]>();
    return rows.map(toStep);
  }

  /** Without the outputs, which may be large, but for how their wording went. */
  async findSummaries(tenantId: string, runId: string): Promise<AgentStepSummary[]> {
    const rows = await this.steps
      .find({ tenantId, runId }, SUMMARY)
      .sort({ agent: 1 })
      .lean<Array<AgentStepSummary & Pick<AgentStepRecord, '_id'>>>();
    return rows.map(({ _id, ...summary }) => summary);
  }

  /** Takes the right to write open steps from every older claim, and reads what stands then. */
  private async fenceOff(fence: Fence): Promise<AgentStep[]> {
    const { tenantId, runId, epoch } = fence;
    if (epoch > 1) {
      const open = { tenantId, runId, status: { $in: ['pending' as const, 'running' as const] } };
      await this.steps.updateMany({ ...open, epoch: { $lt: epoch } }, { $set: { epoch } });
    }
    return this.findAll(tenantId, runId);
  }

  /** Reopens those of these steps that are open, or of another basis; the others stay as they are. */
  private async resume(
    fence: Fence,
    known: readonly AgentStep[],
    opening: StepOpening,
  ): Promise<AgentStep[]> {
    const isOpen = (step: AgentStep) =>
      step.status === 'pending' ||
      step.status === 'running' ||
      // Figures of two bases do not go together in one report.
      (step.status === 'succeeded' && step.basis !== opening.basis);
    const reopened = known.filter(isOpen).map((step) => reopen(step, fence, opening));
    if (reopened.length > 0) await this.takeOver(fence, reopened);
    return [...known.filter((step) => !isOpen(step)), ...reopened];
  }

  private async takeOver(fence: Fence, steps: readonly AgentStep[]): Promise<void> {
    const { matchedCount } = await this.steps.bulkWrite(
      steps.map((step) => ({
        updateOne: {
          filter: {
            _id: stepId(step.runId, step.agent),
            tenantId: fence.tenantId,
            epoch: { $lte: fence.epoch },
          },
          update: {
            $set: {
              epoch: fence.epoch,
              status: step.status,
              basis: step.basis,
              attempts: [...step.attempts],
              carriedFrom: step.carriedFrom,
              output: null,
            },
          },
        },
      })),
      { ordered: false },
    );
    if (matchedCount !== steps.length) throw new FencedError(fence.runId, fence.epoch);
  }

  private async insertAll(
    fence: Fence,
    fresh: readonly AgentStep[],
    opening: StepOpening,
  ): Promise<AgentStep[]> {
    try {
      await this.writes.insert(fresh.map(toRecord));
      return [...fresh];
    } catch (error) {
      if (!isDuplicateKey(error)) throw error;
    }
    // A later claim opened them, or the worker of an older one, which stood still and woke up since.
    const stored = new Map(
      (await this.findAll(fence.tenantId, fence.runId)).map((step) => [step.agent, step]),
    );
    const epochOf = ({ agent }: AgentStep) => stored.get(agent)?.epoch;
    if (fresh.some((step) => (epochOf(step) ?? 0) > fence.epoch))
      throw new FencedError(fence.runId, fence.epoch);
    const isMine = (step: AgentStep) => epochOf(step) === fence.epoch;
    const missing = fresh.filter((step) => !stored.has(step.agent));
    const late = new Set(
      fresh.filter((step) => stored.has(step.agent) && !isMine(step)).map(({ agent }) => agent),
    );
    const theirs = late.size === 0 ? [] : (await this.fenceOff(fence)).filter(({ agent }) => late.has(agent));
    return [
      ...fresh.filter(isMine),
      ...(await this.resume(fence, theirs, opening)),
      ...(missing.length === 0 ? [] : await this.insertAll(fence, missing, opening)),
    ];
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

function freshStep(fence: Fence, agent: AgentId, { at, basis }: StepOpening): AgentStep {
  return {
    runId: fence.runId,
    tenantId: fence.tenantId,
    agent,
    status: 'running',
    epoch: fence.epoch,
    basis,
    attempts: [beginAttempt(1, at, 0)],
    carriedFrom: null,
    output: null,
  };
}

/** An open step under a new claim: the attempt that its worker left open ended with that worker's last sign of life. */
function reopen(step: AgentStep, fence: Fence, { at, lastSeen, basis }: StepOpening): AgentStep {
  const endOf = (startedAt: Date) => (lastSeen > startedAt ? lastSeen : startedAt);
  const closed = step.attempts.map((attempt) =>
    attempt.endedAt
      ? attempt
      : {
          ...attempt,
          endedAt: endOf(attempt.startedAt),
          outcome: 'aborted' as const,
          error: 'its worker went away',
        },
  );
  return {
    ...step,
    status: 'running',
    epoch: fence.epoch,
    basis,
    carriedFrom: null,
    output: null,
    attempts: [...closed, beginAttempt(closed.length + 1, at, 0)],
  };
}

/** An attempt that begins now. */
export function beginAttempt(number: number, at: Date, backoffMs: number): StepAttempt {
  return { number, startedAt: at, endedAt: null, outcome: null, error: null, backoffMs };
}
