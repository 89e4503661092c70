import { citedIds, type Figure, FigureBook, type FigureDraft, figure, InvariantError } from '@app/kernel';
import type { AgentId } from './agent-id';
import type {
  AgentOutput,
  Assumption,
  ChoiceOutcome,
  Decision,
  Finding,
  MonthlyCost,
  NotEvaluated,
  OpenQuestion,
  OutputTable,
  RecommendationDraft,
  Risk,
} from './agent-output';
import { silentParts } from './silent-parts';
import type { Workbench } from './workbench';

/** What an agent writes down while it works; `done` turns it into an output that carries all figures it rests on. */
export class Analysis {
  private readonly own = new FigureBook();
  private readonly findings: Finding[] = [];
  private readonly decisions: Decision[] = [];
  private readonly recommendations: RecommendationDraft[] = [];
  private readonly tables: OutputTable[] = [];
  private readonly assumptions: Assumption[] = [];
  private readonly questions: OpenQuestion[] = [];
  private readonly gaps: NotEvaluated[] = [];
  private readonly spending: MonthlyCost[] = [];
  private readonly risks: Risk[] = [];
  private readonly followed: ChoiceOutcome[] = [];

  constructor(
    private readonly agent: AgentId,
    private readonly bench: Workbench,
  ) {}

  find(...findings: Finding[]): void {
    this.findings.push(...findings);
  }

  vote(...decisions: Decision[]): void {
    this.decisions.push(...decisions);
  }

  recommend(...drafts: RecommendationDraft[]): void {
    this.recommendations.push(...drafts);
  }

  show(...tables: OutputTable[]): void {
    this.tables.push(...tables.filter((table) => table.rows.length > 0));
  }

  assume(...assumptions: Assumption[]): void {
    this.assumptions.push(...newOf(this.assumptions, assumptions));
  }

  ask(...questions: OpenQuestion[]): void {
    this.questions.push(...newOf(this.questions, questions));
  }

  /** What the plan as a whole pays, beside what recommendations name. */
  spend(...costs: readonly MonthlyCost[]): void {
    this.spending.push(...costs);
  }

  leaveOut(...gaps: NotEvaluated[]): void {
    this.gaps.push(...gaps);
  }

  /** What people decided, and what became of it. */
  follow(...outcomes: readonly ChoiceOutcome[]): void {
    this.followed.push(...outcomes);
  }

  risk(...risks: Risk[]): void {
    this.risks.push(...risks);
  }

  /** What was found so far. */
  get found(): readonly Finding[] {
    return this.findings;
  }

  /** A figure of the agent's own. */
  figure(draft: FigureDraft): Figure {
    return this.own.add(figure(draft));
  }

  /** A count of the agent's own. */
  count(id: string, label: string, value: number, formula: string, inputs: readonly string[] = []): Figure {
    return this.figure({ id, label, value, unit: '1', method: 'computed', formula, inputs });
  }

  done(summary: string): AgentOutput {
    const output = {
      agent: this.agent,
      summary,
      findings: this.findings,
      decisions: this.decisions,
      recommendations: this.recommendations,
      tables: this.tables,
      assumptions: this.assumptions,
      questions: this.questions,
      notEvaluated: this.gaps,
      ...(this.spending.length > 0 && { spend: this.spending }),
      risks: this.risks,
      ...(this.followed.length > 0 && { followed: this.followed }),
    };
    const silent = silentParts(this.agent, output);
    const spent = this.spending.map(({ figureId }) => figureId);
    const costs = [...this.recommendations.flatMap(figureIdsOf), ...spent];
    const cited = textsOf(output).flatMap(citedIds);
    return { ...output, silent, figures: this.closure([...cited, ...costs]) };
  }

  /** The cited figures with all that they were computed from. */
  private closure(cited: readonly string[]): Figure[] {
    const found = new FigureBook();
    const open = [...cited];
    for (let id = open.pop(); id !== undefined; id = open.pop()) {
      if (id.startsWith('input:') || found.has(id)) continue;
      const entry = this.own.get(id) ?? this.bench.figures.get(id);
      if (!entry) throw new InvariantError(`${this.agent} rests on the figure ${id}, which nobody made`);
      found.add(entry);
      open.push(...entry.inputs);
    }
    return found.all();
  }
}

/** Those that are not there yet: several parts of one agent's work may rest on the same answer. */
function newOf<T extends { readonly id: string }>(there: readonly T[], added: readonly T[]): T[] {
  const known = new Set(there.map(({ id }) => id));
  return added.filter(({ id }) => !known.has(id));
}

/** The figures that a recommendation names beside those that its texts cite. */
function figureIdsOf({ cost, deployment }: RecommendationDraft): string[] {
  const deployed = Object.values<string | undefined>({ ...deployment?.figures });
  return [
    ...cost.figureIds,
    ...(cost.savingIds ?? []),
    ...(cost.monthly ?? []).map(({ figureId }) => figureId),
    ...deployed.flatMap((id) => id ?? []),
  ];
}

/** Every string of an output: whichever of them cite, their figures have to be there. */
function textsOf(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  if (Array.isArray(value)) return value.flatMap(textsOf);
  if (value !== null && typeof value === 'object') return Object.values(value).flatMap(textsOf);
  return [];
}
