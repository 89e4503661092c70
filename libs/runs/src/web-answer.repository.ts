import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import { isDuplicateKey } from '@app/database';
import type { Model } from 'mongoose';
import { createHash } from 'node:crypto';
import type { Fence } from './run.repository';
import type { WebAnswerRecord } from './web-answer.schema';
import { WEB_ANSWER_MODEL } from './web-answer.schema';

/** The answers of the web that runs rest on. The first one to a question stands. */
@Injectable()
export class WebAnswerRepository {
  constructor(@InjectModel(WEB_ANSWER_MODEL) private readonly answers: Model<WebAnswerRecord>) {}

  /** What was answered before in this run; null when it was not asked, or not answered. */
  async find<T>(fence: Fence, asked: string): Promise<T | null> {
    const { tenantId, runId } = fence;
    const row = await this.answers.findOne({ _id: idOf(runId, asked), tenantId }).lean<WebAnswerRecord>();
    return (row?.answer as T | undefined) ?? null;
  }

  /** Keeps an answer, and returns the one that stands: that of another worker where it was first. */
  async keep<T>(fence: Fence, asked: string, answer: T, storedAt: Date): Promise<T> {
    const { tenantId, runId } = fence;
    try {
      await this.answers.insertMany([{ _id: idOf(runId, asked), tenantId, runId, asked, answer, storedAt }]);
      return answer;
    } catch (error) {
      if (!isDuplicateKey(error)) throw error;
      return (await this.find<T>(fence, asked)) ?? answer;
    }
  }
}

function idOf(runId: string, asked: string): string {
  return `${runId}:${createHash('sha256').update(asked).digest('base64url')}`;
}
