import { Injectable } from '@nestjs/common';
import type { AttachedForecast, ForecastMonth } from '@app/budgets';
import { noForecast } from '@app/budgets';
import { AppError } from '@app/kernel';
import { RunsService } from '@app/runs';

const MOST_MONTHS = 120;
/** Runs of an assessment among which the newest with a result is looked for. */
const RUNS_LOOKED_AT = 50;

/** The forecasts that runs hold: the CTO's figures `forecast.month-<n>.<p10|p50|p90>`. */
@Injectable()
export class RunForecastsService {
  constructor(private readonly runs: RunsService) {}

  /**
   * The forecast of a run, or of the newest run of an assessment that has a result.
   * @throws budget.no-forecast-named, budget.no-run, budget.no-forecast, run.not-found
   */
  async find(
    tenantId: string,
    from: { readonly runId?: string; readonly assessmentId?: string; readonly firstMonth?: string },
  ): Promise<Omit<AttachedForecast, 'attachedAt'>> {
    const runId = from.runId ?? (await this.newestRun(tenantId, from.assessmentId));
    const [run, steps] = await Promise.all([
      this.runs.get(tenantId, runId),
      this.runs.results(tenantId, runId),
    ]);
    const { asOf } = run.options;
    const figures = new Map(
      (steps.find(({ agent }) => agent === 'cto')?.output?.figures ?? []).map(({ id, value }) => [id, value]),
    );
    const months: ForecastMonth[] = [];
    for (let month = 1; month <= MOST_MONTHS; month++) {
      const [p10, p50, p90] = (['p10', 'p50', 'p90'] as const).map((band) =>
        figures.get(`forecast.month-${month}.${band}`),
      );
      if (p10 == null || p50 == null || p90 == null) break;
      months.push({ month: monthAfter(from.firstMonth ?? asOf.slice(0, 7), month - 1), p10, p50, p90 });
    }
    if (months.length === 0) throw noForecast(runId);
    return { runId, asOf, months };
  }

  private async newestRun(tenantId: string, assessmentId: string | undefined): Promise<string> {
    if (assessmentId === undefined)
      throw new AppError({
        kind: 'invalid',
        code: 'budget.no-forecast-named',
        message: 'Name the run whose forecast to take by runId, or its assessment by assessmentId.',
      });
    const page = await this.runs.list(tenantId, { assessmentId }, { limit: RUNS_LOOKED_AT, afterId: null });
    const run = page.items.find(({ state }) => state === 'completed' || state === 'partial');
    if (run) return run.id;
    throw new AppError({
      kind: 'conflict',
      code: 'budget.no-run',
      message: `Assessment ${assessmentId} has no run with a result among its newest ${RUNS_LOOKED_AT}. Start one with POST /v1/assessments/${assessmentId}/runs.`,
    });
  }
}

function monthAfter(first: string, months: number): string {
  const [year = 0, month = 1] = first.split('-').map(Number);
  return new Date(Date.UTC(year, month - 1 + months, 1)).toISOString().slice(0, 7);
}
