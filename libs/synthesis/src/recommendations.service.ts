import { Injectable } from '@nestjs/common';
import type { Page, PageRequest } from '@app/database';
import { Clock } from '@app/kernel';
import type { Deployment } from './deployment/deployment';
import { writeDeployment } from './deployment/write-deployment';
import type { FieldChange, FollowUp, FollowUpEntry } from './follow-up';
import type { FollowedRecommendation } from './follow-up-content';
import { FollowUpRepository } from './follow-up.repository';
import type { FollowUpChange, RecommendationFilter } from './follow-up.repository';
import { AGREED_STATUSES, mayBecome } from './recommendation-status';
import {
  historyFull,
  nothingToDeploy,
  recommendationChanged,
  recommendationNotFound,
  savingTooEarly,
  statusNotAllowed,
} from './recommendations.errors';

/** Entries that one history holds; far more than a recommendation sees. */
export const MOST_ENTRIES = 500;

/** What somebody decides about a recommendation; what is left out stays as it is. */
export interface RecommendationDecision extends Partial<
  Pick<FollowUp, 'status' | 'owner' | 'dueDate' | 'realisedSaving' | 'ticketUrl'>
> {
  /** Who decides, as they name themselves. */
  readonly by?: string;
  readonly comment?: string;
}

/** A recommendation with everything that became of it. */
export interface RecommendationDetail extends FollowedRecommendation {
  readonly followUp: FollowUp;
}

/** The recommendations of a tenant across its assessments, and what people decide about them. */
@Injectable()
export class RecommendationsService {
  constructor(
    private readonly followUps: FollowUpRepository,
    private readonly clock: Clock,
  ) {}

  /** The day on which something is overdue or not, in UTC. */
  get today(): string {
    return this.clock.now().toISOString().slice(0, 10);
  }

  /** Gravest first, then by rank; those that the newest result of their assessment does not say any more only if decided. */
  list(
    tenantId: string,
    filter: RecommendationFilter,
    page: PageRequest,
  ): Promise<Page<FollowedRecommendation>> {
    return this.followUps.list(tenantId, filter, page);
  }

  /** @throws recommendation.not-found */
  async get(tenantId: string, id: string): Promise<RecommendationDetail> {
    const found = await this.followUps.findDetail(tenantId, id);
    if (!found) throw recommendationNotFound(id);
    return found;
  }

  /**
   * What to deploy for the option that a recommendation chose, and the run whose option it is.
   * @throws recommendation.not-found
   * @throws recommendation.nothing-to-deploy saying why
   */
  async deployment(tenantId: string, id: string): Promise<{ runId: string; deployment: Deployment }> {
    const { recommendation, runId } = await this.get(tenantId, id);
    const { deployment: target, figures } = recommendation;
    if (!target) throw nothingToDeploy(id, 'it is not about hardware that serves or computes');
    const deployment = writeDeployment(target, figures);
    if (typeof deployment === 'string') throw nothingToDeploy(id, deployment);
    return { runId, deployment };
  }

  /**
   * Writes a decision into the follow-up and its history, if it is still at `expected` (`any`: whatever it is at now).
   *
   * @throws recommendation.not-found
   * @throws recommendation.changed
   * @throws recommendation.status-not-allowed naming the statuses that are
   * @throws recommendation.saving-too-early
   * @throws recommendation.history-full
   */
  async decide(
    tenantId: string,
    id: string,
    expected: number | 'any',
    decision: RecommendationDecision,
  ): Promise<FollowUp> {
    const before = await this.followUps.find(tenantId, id);
    if (!before) throw recommendationNotFound(id);
    if (expected !== 'any' && before.version !== expected) {
      throw recommendationChanged(id, expected, before.version);
    }
    refuse(before, decision);
    const changes = changesOf(before, decision);
    const comment = decision.comment ?? null;
    if (changes.length === 0 && comment === null) return before;
    const at = this.clock.now();
    const entry: FollowUpEntry = { at, by: decision.by ?? null, comment, changes };
    const changed = await this.followUps.change(before, toChange(changes, at), entry);
    // Somebody was faster. That settles it for who expected a version; who did not decides on theirs.
    return changed ?? this.decide(tenantId, id, expected, decision);
  }
}

function refuse(before: FollowUp, { status, realisedSaving }: RecommendationDecision): void {
  const { id } = before;
  if (status !== undefined && !mayBecome(before.status, status)) {
    throw statusNotAllowed(id, before.status, status);
  }
  const next = status ?? before.status;
  if (realisedSaving && !AGREED_STATUSES.includes(next)) throw savingTooEarly(id, next);
  if (before.history.length >= MOST_ENTRIES) throw historyFull(id, MOST_ENTRIES);
}

const FIELDS = ['status', 'owner', 'dueDate', 'realisedSaving', 'ticketUrl'] as const;

/** The fields that the decision gives another value than they have. */
function changesOf(before: FollowUp, decision: RecommendationDecision): FieldChange[] {
  return FIELDS.flatMap((field) => {
    const [from, to] = [before[field], decision[field]];
    return to === undefined || JSON.stringify(from) === JSON.stringify(to) ? [] : [{ field, from, to }];
  });
}

function toChange(changes: readonly FieldChange[], at: Date): FollowUpChange {
  const set: Record<string, unknown> = Object.fromEntries(changes.map(({ field, to }) => [field, to]));
  return 'status' in set ? { ...set, statusSince: at } : set;
}
