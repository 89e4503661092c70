import { renderFigureText } from '@app/kernel';
import type { Figure } from '@app/kernel';
import { printFigure } from '@app/reports';
import type { FollowedRecommendation } from '@app/synthesis';
import {
  followUpId,
  isOverdue,
  nextStatuses,
  RECOMMENDATION_STATUSES,
  writeDeployment,
} from '@app/synthesis';
import { ApiProperty } from '@nestjs/swagger';

const TEXTS = { type: String, isArray: true } as const;

/** Money a month with its range, US dollars. */
export class MonthlyAmountView {
  @ApiProperty({ example: 1840 }) usdPerMonth: number;
  @ApiProperty({ example: 1500 }) low: number;
  @ApiProperty({ example: 2400 }) high: number;
}

export class RealisedSavingView {
  @ApiProperty({ example: 1600 }) usdPerMonth: number;
  @ApiProperty({ example: 'Invoices of March and April' }) evidence: string;
  @ApiProperty({ type: String, format: 'date', nullable: true }) since: string | null;
}

export class RecommendationCostView {
  @ApiProperty({ ...TEXTS, example: ['pricing.w1.api.month'] }) figureIds: readonly string[];
  @ApiProperty({ description: 'What is not in the figures' }) note: string;
  @ApiProperty({ ...TEXTS, description: 'Figures that say what it saves' }) savingIds: readonly string[];
  @ApiProperty({
    type: Object,
    isArray: true,
    description: 'What is paid while it is in use',
    example: [{ category: 'compute', figureId: 'pricing.w1.month' }],
  })
  monthly: ReadonlyArray<{ readonly category: string; readonly figureId: string }>;
}

export class RecommendationImplementationView {
  @ApiProperty({ enum: ['days', 'weeks', 'months'] }) effort: string;
  @ApiProperty({ type: Object, description: 'A figure: a range in person-days, its rule as formula' })
  personDays: Figure;
  @ApiProperty(TEXTS) steps: readonly string[];
  @ApiProperty(TEXTS) prerequisites: readonly string[];
  @ApiProperty({ ...TEXTS, description: 'How to go back' }) rollback: readonly string[];
  @ApiProperty({
    type: Object,
    isArray: true,
    description:
      'after: begins only when the other is done; before-go-live: nobody is let on before the other is done',
    example: [{ key: 'w1.host', kind: 'after', why: '...' }],
  })
  dependencies: ReadonlyArray<{ readonly key: string; readonly kind: string; readonly why: string }>;
  @ApiProperty({ description: 'What is in one wave can begin at the same time; counts from 1', example: 2 })
  wave: number;
}

/** A thing to do, ranked, with what it costs, which requirements it serves, how it is done, and what became of it. */
export class RecommendationView {
  @ApiProperty({ description: 'The same in every run of its assessment', example: '01KA4RZ2.w1.host' })
  id: string;
  @ApiProperty({ description: 'Counts from 1', example: 1 }) rank: number;
  @ApiProperty({ example: 'w1.hosting' }) key: string;
  @ApiProperty({
    description: 'Cites figures by id, as all texts do',
    example: 'Use [[sizing.w1.replicas]] replicas',
  })
  title: string;
  @ApiProperty({ description: 'The title with its figures printed', example: 'Use 3 replicas' })
  headline: string;
  @ApiProperty() rationale: string;
  @ApiProperty({ enum: ['info', 'low', 'medium', 'high', 'critical'] }) severity: string;
  @ApiProperty(TEXTS) workloadIds: readonly string[];
  @ApiProperty({ ...TEXTS, description: 'Who recommends it' }) agents: readonly string[];
  @ApiProperty({ enum: RECOMMENDATION_STATUSES }) status: string;
  @ApiProperty({ ...TEXTS, description: 'What the status may become' }) nextStatuses: readonly string[];
  @ApiProperty({ type: String, format: 'date-time', nullable: true }) statusSince: string | null;
  @ApiProperty({ type: String, nullable: true }) owner: string | null;
  @ApiProperty({ type: String, format: 'date', nullable: true }) dueDate: string | null;
  @ApiProperty({ description: 'Due before today (UTC), and neither done nor rejected' }) overdue: boolean;
  @ApiProperty({ description: 'Whether the newest result of its assessment recommends it' }) current: boolean;
  @ApiProperty({ type: MonthlyAmountView, nullable: true, description: 'Null where none is known' })
  saving: MonthlyAmountView | null;
  @ApiProperty({ type: RealisedSavingView, nullable: true, description: 'As somebody told it' })
  realisedSaving: RealisedSavingView | null;
  @ApiProperty({ type: String, nullable: true, description: 'Where it is worked on elsewhere' }) ticketUrl:
    string | null;
  @ApiProperty({
    type: Number,
    nullable: true,
    description: 'If-Match of a change is "v<version>"; null before its first run has ended',
  })
  version: number | null;
  @ApiProperty({ type: RecommendationCostView }) cost: RecommendationCostView;
  @ApiProperty({ type: Object, example: { requirements: ['gdpr:Art. 32'], note: '' } })
  compliance: { readonly requirements: readonly string[]; readonly note: string };
  @ApiProperty({ type: RecommendationImplementationView }) implementation: RecommendationImplementationView;
  @ApiProperty({ type: Object, isArray: true, description: 'Every figure that it names or cites' })
  figures: readonly Figure[];
  @ApiProperty({ description: 'The run that says it so' }) runId: string;
  @ApiProperty() assessmentId: string;
  @ApiProperty({ description: 'deployment is there where something can be deployed' })
  links: Readonly<Partial<Record<'self' | 'run' | 'deployment' | 'ticket' | 'savings', string>>>;
}

export const RECOMMENDATION_FIELDS = [
  ...(['id', 'rank', 'key', 'title', 'headline', 'rationale', 'severity', 'workloadIds', 'agents'] as const),
  ...(['status', 'nextStatuses', 'statusSince', 'owner', 'dueDate', 'overdue', 'current'] as const),
  ...([
    'saving',
    'realisedSaving',
    'ticketUrl',
    'version',
    'cost',
    'compliance',
    'implementation',
    'figures',
  ] as const),
  ...(['runId', 'assessmentId', 'links'] as const),
] as const;

export class RecommendationPageView {
  @ApiProperty({ description: 'How the items are ordered' }) rankedBy: string;
  @ApiProperty({ type: RecommendationView, isArray: true }) items: Array<Partial<RecommendationView>>;
  @ApiProperty({ type: String, nullable: true }) nextCursor: string | null;
}

/** `today` (ISO date) tells what is overdue. */
export function toRecommendationView(
  { recommendation, runId, followUp }: FollowedRecommendation,
  assessmentId: string,
  today: string,
): RecommendationView {
  const { rank, key, title, rationale, severity, workloadIds, agents, figures } = recommendation;
  const byId = new Map(figures.map((entry) => [entry.id, entry]));
  const id = followUpId(assessmentId, key);
  const status = followUp?.status ?? 'proposed';
  const self = `/v1/recommendations/${encodeURIComponent(id)}`;
  return {
    id,
    rank,
    key,
    title,
    headline: renderFigureText(title, (figureId) => printed(byId.get(figureId))),
    rationale,
    severity,
    workloadIds,
    agents,
    status,
    nextStatuses: nextStatuses(status),
    statusSince: followUp?.statusSince.toISOString() ?? null,
    owner: followUp?.owner ?? null,
    dueDate: followUp?.dueDate ?? null,
    overdue: isOverdue(status, followUp?.dueDate ?? null, today),
    current: followUp?.current ?? true,
    saving: followUp?.saving ?? null,
    realisedSaving: followUp?.realisedSaving ?? null,
    ticketUrl: followUp?.ticketUrl ?? null,
    version: followUp?.version ?? null,
    ...partsOf(recommendation),
    figures,
    runId,
    assessmentId,
    links: {
      ...(followUp && { self, ticket: `${self}/ticket?format=github`, savings: `${self}/savings` }),
      run: `/v1/runs/${runId}`,
      ...(followUp && isDeployable(recommendation) && { deployment: `${self}/deployment` }),
    },
  };
}

function isDeployable({ deployment, figures }: FollowedRecommendation['recommendation']): boolean {
  return deployment !== null && typeof writeDeployment(deployment, figures) !== 'string';
}

function partsOf({ cost, compliance, implementation }: FollowedRecommendation['recommendation']) {
  const { effort, personDays, steps, prerequisites, rollback, dependencies, wave } = implementation;
  return {
    cost: {
      figureIds: cost.figureIds,
      note: cost.note,
      savingIds: cost.savingIds,
      monthly: cost.monthly.map(({ category, figureId }) => ({ category, figureId })),
    },
    compliance: { requirements: compliance.requirements, note: compliance.note },
    implementation: {
      effort,
      personDays,
      steps,
      prerequisites,
      rollback,
      dependencies: dependencies.map(({ key, kind, why }) => ({ key, kind, why })),
      wave,
    },
  };
}

function printed(entry: Figure | undefined): string {
  return entry ? printFigure(entry).text : '…';
}
