import type { ApprovalDecision, ApprovalFilter, ApprovalState, ApprovalSubject } from '@app/approvals';
import { APPROVAL_DECISIONS, APPROVAL_STATES, type StartApproval, type Statement } from '@app/approvals';
import { AppError } from '@app/kernel';
import { ChoiceField, PartField, TextField } from '../http/dto-field.decorator';
import { PageQueryDto } from '../http/page-query.dto';

const SUBJECT_KINDS = ['report', 'recommendation'] as const;
const SUBJECT_KEY = /^(report|recommendation):\S+$/;

/** What is to be approved. */
export class ApprovalSubjectDto {
  @ChoiceField({
    description: 'What it is',
    values: SUBJECT_KINDS,
    required: true,
    example: 'recommendation',
  })
  kind: (typeof SUBJECT_KINDS)[number];

  @TextField({ description: 'Of a report: the run', max: 100 })
  runId?: string;

  @TextField({ description: 'Of a recommendation: its assessment', max: 100 })
  assessmentId?: string;

  @TextField({ description: 'Of a recommendation: its key', max: 200, example: 'w1.host' })
  key?: string;

  /** @throws request.invalid */
  toSubject(): ApprovalSubject {
    const { kind, runId, assessmentId, key } = this;
    if (kind === 'report' && runId !== undefined) return { kind, runId };
    if (kind === 'recommendation' && assessmentId !== undefined && key !== undefined)
      return { kind, assessmentId, key };
    const missing = (kind === 'report' ? ['runId'] : ['assessmentId', 'key']).filter(
      (name) => this[name as 'runId' | 'assessmentId' | 'key'] === undefined,
    );
    throw new AppError({
      kind: 'invalid',
      code: 'request.invalid',
      message: `A ${kind} is named by ${missing.join(' and ')} as well.`,
      problems: missing.map((name) => ({ pointer: `/subject/${name}`, detail: 'expected a text' })),
    });
  }
}

/** The body of `POST /v1/approvals`. */
export class StartApprovalDto {
  @TextField({
    description: 'The workflow to go by, as it stands now',
    max: 60,
    required: true,
    example: 'spend',
  })
  workflowId: string;

  @PartField({
    description: 'What is to be approved, as it is now',
    of: () => ApprovalSubjectDto,
    required: true,
  })
  subject: ApprovalSubjectDto;

  @TextField({ description: 'Who asks', max: 200, required: true, example: 'ada@example.org' })
  by: string;

  @TextField({ description: 'For those who decide', max: 2_000 })
  note?: string;

  toStart(): StartApproval {
    const { workflowId, by, note } = this;
    return { workflowId, subject: this.subject.toSubject(), by, note: note ?? null };
  }
}

/** The body of `POST /v1/approvals/{id}/decisions`. */
export class ApprovalDecisionDto {
  @TextField({
    description: 'Who, as the workflow names them',
    max: 200,
    required: true,
    example: 'ada@example.org',
  })
  by: string;

  @TextField({ description: 'As which role', max: 60, required: true, example: 'cfo' })
  as: string;

  @ChoiceField({ description: 'What they say', values: APPROVAL_DECISIONS, required: true })
  decision: ApprovalDecision;

  @TextField({ description: 'Why; needed of a comment', max: 2_000 })
  comment?: string;

  @TextField({ description: 'Of delegate: to whom the vote goes', max: 200 })
  delegateTo?: string;

  toStatement(): Statement {
    const { by, as, decision, comment, delegateTo } = this;
    return { by, as, decision, comment: comment ?? null, delegateTo: delegateTo ?? null };
  }
}

/** The body of `POST /v1/approvals/{id}/withdrawal`. */
export class ApprovalWithdrawalDto {
  @TextField({ description: 'Who: only who asked for it may', max: 200, required: true })
  by: string;

  @TextField({ description: 'Why', max: 2_000 })
  comment?: string;
}

/** The query of `GET /v1/approvals`. */
export class ApprovalQueryDto extends PageQueryDto {
  @ChoiceField({ description: 'Those in this state', values: APPROVAL_STATES })
  state?: ApprovalState;

  @TextField({
    description: 'Those of one subject',
    max: 400,
    pattern: SUBJECT_KEY,
    form: 'report:<runId> or recommendation:<assessmentId>:<key>',
    example: 'recommendation:01KA4RZ2V9J5Q6M7N8P9R0S1T2:w1.host',
  })
  subject?: string;

  @TextField({ description: 'Those in which this person can give a vote now', max: 200 })
  waitingFor?: string;

  toFilter(): ApprovalFilter {
    return { state: this.state, subjectKey: this.subject, waitingFor: this.waitingFor };
  }
}
