import { AppError } from '@app/kernel';
import type { RecommendationDecision, RecommendationStatus } from '@app/synthesis';
import { RECOMMENDATION_STATUSES } from '@app/synthesis';
import { ChoiceField, DateField, NumberField, PartField, TextField } from '../http/dto-field.decorator';

/** What a browser may be sent to; credentials would be shown to everybody. */
const TICKET_URL = /^https?:\/\/[^\s/?#@\\]+([/?#][^\s\\]*)?$/i;

/** What was saved in fact. */
export class RealisedSavingDto {
  @NumberField({
    required: true,
    description: 'US dollars a month',
    min: 0,
    max: 1_000_000_000,
    example: 1600,
  })
  usdPerMonth: number;

  @TextField({
    required: true,
    description: 'Where it can be seen: a bill, a report, a link',
    max: 2_000,
    example: 'Invoices of March and April',
  })
  evidence: string;

  @DateField({ nullable: true, description: 'From when on', example: '2026-03-01' })
  since?: string | null;
}

/** The body of `PATCH /v1/recommendations/{id}`: what is left out stays; null takes owner, date or saving away. */
export class RecommendationDecisionDto {
  @ChoiceField({ description: 'The status it is to have', values: RECOMMENDATION_STATUSES })
  status?: RecommendationStatus;

  @TextField({ nullable: true, description: 'Who sees to it', max: 200, example: 'platform team' })
  owner?: string | null;

  @DateField({ nullable: true, description: 'By when', example: '2026-03-31' })
  dueDate?: string | null;

  @PartField({ nullable: true, description: 'Of one that is accepted or done', of: () => RealisedSavingDto })
  realisedSaving?: RealisedSavingDto | null;

  @TextField({
    nullable: true,
    description: 'The ticket under which it is worked on elsewhere',
    max: 2_000,
    pattern: TICKET_URL,
    form: 'an http or https address without a name or password in it',
    example: 'https://tracker.example.org/browse/OPS-7',
  })
  ticketUrl?: string | null;

  @TextField({ description: 'Why; kept in the history', max: 2_000 })
  comment?: string;

  @TextField({ description: 'Who decides; kept in the history', max: 200, example: 'ada@example.org' })
  by?: string;

  /** @throws request.nothing-to-change when nothing is decided and nothing is said */
  toDecision(): RecommendationDecision {
    const { status, owner, dueDate, realisedSaving, ticketUrl, comment, by } = this;
    const decision: RecommendationDecision = {
      ...(status && { status }),
      ...(owner !== undefined && { owner }),
      ...(dueDate !== undefined && { dueDate }),
      ...(realisedSaving !== undefined && { realisedSaving: realisedSaving && asSaving(realisedSaving) }),
      ...(ticketUrl !== undefined && { ticketUrl }),
      ...(comment && { comment }),
    };
    if (Object.keys(decision).length === 0) throw nothingToChange();
    return { ...decision, ...(by && { by }) };
  }
}

function asSaving({ usdPerMonth, evidence, since }: RealisedSavingDto) {
  return { usdPerMonth, evidence, since: since ?? null };
}

function nothingToChange(): AppError {
  return new AppError({
    kind: 'invalid',
    code: 'request.nothing-to-change',
    message: 'The body decides nothing: send status, owner, dueDate, realisedSaving, ticketUrl or comment.',
    problems: [
      { pointer: '', detail: 'expected status, owner, dueDate, realisedSaving, ticketUrl or comment' },
    ],
  });
}
