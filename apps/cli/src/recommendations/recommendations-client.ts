import type { z } from 'zod';
import { ApiClient } from '../api/api-client';
import type { FollowedRecommendation } from './followed-recommendation';
import {
  decidedSchema,
  deploymentSchema,
  followedPageSchema,
  followedSchema,
} from './followed-recommendation';

const PAGE = '100';

/** What a list is narrowed by, as the API names it. */
export type ListFilter = Readonly<Record<string, string | undefined>>;

/** The part of the HTTP API that is about recommendations. */
export class RecommendationsClient {
  private readonly api: ApiClient;

  /** @throws server.bad-url */
  constructor(url: string) {
    this.api = new ApiClient(url);
  }

  /** All that pass the filter, page by page: of a run, or across assessments. */
  async list(runId: string | undefined, filter: ListFilter): Promise<FollowedRecommendation[]> {
    const path =
      runId === undefined ? '/v1/recommendations' : `/v1/runs/${encodeURIComponent(runId)}/recommendations`;
    const found: FollowedRecommendation[] = [];
    let cursor: string | null | undefined;
    do {
      const given = Object.entries({ ...filter, limit: PAGE, cursor: cursor ?? undefined });
      const query = new URLSearchParams(given.filter((one): one is [string, string] => one[1] !== undefined));
      const what = 'reading the recommendations';
      const page = await this.api.read(
        { method: 'GET', path: `${path}?${query.toString()}`, what },
        followedPageSchema,
      );
      found.push(...page.items);
      cursor = page.nextCursor;
    } while (cursor);
    return found;
  }

  get(id: string): Promise<FollowedRecommendation> {
    return this.api.read(
      { method: 'GET', path: pathOf(id), what: 'reading the recommendation' },
      followedSchema,
    );
  }

  /** Decides on the version that was read. @throws recommendation.changed when it is another one by now */
  decide(id: string, version: number, body: object): Promise<z.infer<typeof decidedSchema>> {
    const headers = { 'Content-Type': 'application/json', 'If-Match': `"v${version}"` };
    const what = 'deciding on the recommendation';
    return this.api.read(
      { method: 'PATCH', path: pathOf(id), headers, body: JSON.stringify(body), what },
      decidedSchema,
    );
  }

  deployment(id: string): Promise<z.infer<typeof deploymentSchema>> {
    const what = 'reading the deployment';
    return this.api.read({ method: 'GET', path: `${pathOf(id)}/deployment`, what }, deploymentSchema);
  }
}

function pathOf(id: string): string {
  return `/v1/recommendations/${encodeURIComponent(id)}`;
}
