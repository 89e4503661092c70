import { Injectable } from '@nestjs/common';
import { Clock } from '@app/kernel';
import type { WebAccess, WebLookup, WebPage } from '@app/web-search';
import { WebSearch } from '@app/web-search';
import type { Fence } from './run.repository';
import { WebAnswerRepository } from './web-answer.repository';

/** The web as one run sees it: what was answered once stays the answer, whoever takes the run up again. */
@Injectable()
export class RunWeb {
  constructor(
    private readonly search: WebSearch,
    private readonly answers: WebAnswerRepository,
    private readonly clock: Clock,
  ) {}

  /** null where no search provider is configured. */
  of(fence: Fence): WebAccess | null {
    const { access } = this.search;
    if (!access) return null;
    const once = async <T>(asked: string, ask: () => Promise<T>): Promise<T> =>
      (await this.answers.find<T>(fence, asked)) ??
      this.answers.keep(fence, asked, await ask(), this.clock.now());
    return {
      ...access,
      search: (query, signal) => once<WebLookup>(`search ${query}`, () => access.search(query, signal)),
      read: (url, signal) => once<WebPage>(`read ${url}`, () => access.read(url, signal)),
    };
  }
}
