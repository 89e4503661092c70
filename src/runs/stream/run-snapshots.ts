import { Injectable } from '@nestjs/common';
import type { RunState } from '@app/runs';
import { RunsService } from '@app/runs';
import { toRunView } from '../run.view';

/** A run as clients see it, with the state that decides whether anything more can happen. */
export interface RunSnapshot {
  readonly state: RunState;
  /** The run object that `GET /v1/runs/{id}` answers with. */
  readonly view: object;
}

/** Reads a run in the form in which the rest of the API answers it. */
@Injectable()
export class RunSnapshots {
  constructor(private readonly runs: RunsService) {}

  /** @throws run.not-found */
  async read(tenantId: string, runId: string): Promise<RunSnapshot> {
    const run = await this.runs.get(tenantId, runId);
    return { state: run.state, view: toRunView(run) };
  }
}
