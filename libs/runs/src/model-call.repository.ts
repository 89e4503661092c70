import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import type { AgentId } from '@app/agents';
import type { Page, PageRequest } from '@app/database';
import { toPage } from '@app/database';
import { newId } from '@app/kernel';
import type { ModelCall } from '@app/llm';
import type { Model } from 'mongoose';
import type { RunModelCall } from './model-call';
import type { ModelCallRecord } from './model-call.schema';
import { MODEL_CALL_MODEL } from './model-call.schema';
import type { Fence } from './run.repository';

/** Far more than eleven agents make; only a run that is taken up over and over reaches it. */
const MOST_PER_RUN = 1_000;

/** The calls to language models that were made for runs. */
@Injectable()
export class ModelCallRepository {
  constructor(@InjectModel(MODEL_CALL_MODEL) private readonly calls: Model<ModelCallRecord>) {}

  /** Stores the calls of an agent's turn in one write; what passes a thousand in a run is left out. */
  async insertAll(fence: Fence, agent: AgentId, calls: readonly ModelCall[]): Promise<void> {
    if (calls.length === 0) return;
    const { tenantId, runId, epoch } = fence;
    const room = MOST_PER_RUN - (await this.calls.countDocuments({ tenantId, runId }));
    if (room <= 0) return;
    const rows = calls
      .slice(0, room)
      .map((call): ModelCallRecord => ({ ...call, _id: newId(), tenantId, runId, agent, epoch }));
    await this.calls.insertMany(rows, { ordered: false });
  }

  /** In the order in which they were stored. */
  async list(tenantId: string, runId: string, page: PageRequest): Promise<Page<RunModelCall>> {
    const rows = await this.calls
      .find({ tenantId, runId, ...(page.afterId === null ? {} : { _id: { $gt: page.afterId } }) })
      .sort({ _id: 1 })
      .limit(page.limit + 1)
      .lean<ModelCallRecord[]>();
    return toPage(
      rows.map(({ _id, ...row }) => ({ id: _id, ...row })),
      page.limit,
    );
  }
}
