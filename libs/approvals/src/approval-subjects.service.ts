import { Injectable } from '@nestjs/common';
import { contentHash } from '@app/kernel';
import { ReportDocumentRepository } from '@app/reports';
import type { FollowedRecommendation, FollowUp } from '@app/synthesis';
import { FollowUpRepository, followUpId } from '@app/synthesis';
import type { ApprovalSubject } from './approval';
import { subjectKeyOf } from './approval';

/** What approvals are about, by the hash of its content: another hash is another content. */
@Injectable()
export class ApprovalSubjects {
  constructor(
    private readonly reports: ReportDocumentRepository,
    private readonly followUps: FollowUpRepository,
  ) {}

  /** Null: there is no such subject. */
  async hashOf(tenantId: string, subject: ApprovalSubject): Promise<string | null> {
    return (await this.hashesOf(tenantId, [subject])).get(subjectKeyOf(subject)) ?? null;
  }

  /** What became of a recommendation, with the hash of its content at that version. Null: there is none. */
  async recommendation(
    tenantId: string,
    id: string,
  ): Promise<{ readonly followUp: FollowUp; readonly hash: string } | null> {
    const found = await this.followUps.findDetail(tenantId, id);
    return found && { followUp: found.followUp, hash: hashOfRecommendation(found) };
  }

  /** The hashes of those that there are, by key: two commands, however many. */
  async hashesOf(
    tenantId: string,
    subjects: readonly ApprovalSubject[],
  ): Promise<ReadonlyMap<string, string>> {
    const runIds = subjects.flatMap((one) => (one.kind === 'report' ? [one.runId] : []));
    const ids = subjects.flatMap((one) =>
      one.kind === 'recommendation' ? [followUpId(one.assessmentId, one.key)] : [],
    );
    const [reports, followed] = await Promise.all([
      this.reports.findHashes(tenantId, [...new Set(runIds)]),
      this.followUps.findContents(tenantId, [...new Set(ids)]),
    ]);
    return new Map([
      ...[...reports].map(([runId, hash]) => [`report:${runId}`, hash] as const),
      ...[...followed].map(([id, one]) => [`recommendation:${id}`, hashOfRecommendation(one)] as const),
    ]);
  }
}

/**
 * The hash of what a recommendation asks for. Its rank and the agents that share it are no part of it: they change with
 * what else a run says.
 */
function hashOfRecommendation({ recommendation }: Pick<FollowedRecommendation, 'recommendation'>): string {
  const { rank: _rank, agents: _agents, ...content } = recommendation;
  return contentHash(content);
}
