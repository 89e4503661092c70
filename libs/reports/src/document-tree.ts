import type { AgentId, Severity } from '@app/agents/pure';
import type { Chart } from '@app/charts';
import type { Figure, FigureText, Source } from '@app/kernel';
import type { ReportLanguage } from './presentation';
import type { Audience, TemplateId } from './template-id';

/** A report before it has a format. Texts cite figures; each renderer prints the same figure the same way. */
export interface ReportDocument {
  readonly title: string;
  readonly subtitle: string;
  /** ISO timestamp of the run's end of analysis. */
  readonly generatedAt: string;
  readonly asOf: string;
  readonly runId: string;
  readonly state: 'completed' | 'partial';
  /** What it comes to, in two or three sentences: the first thing a reader sees. */
  readonly verdict: FigureText;
  /** Ids of the figures that belong beside the verdict, most important first. */
  readonly keyFigures: readonly string[];
  /** What was decided, for readers who go no further; the section on decisions has the votes. */
  readonly decisions: readonly ReportDecision[];
  /** Every agent of the run: heard, or missing with the reason. */
  readonly agents: readonly ReportAgent[];
  readonly sections: readonly ReportSection[];
  /** Figures that claim to be the sum of others (formula `sum of ...`): checked before the report is published. */
  readonly totals: readonly ReportTotal[];
  /** Every figure cited anywhere; and all that those were computed from, but in a short template. */
  readonly figures: readonly Figure[];
  /** What the figures of a short template were computed from and it does not list; missing in a whole report. */
  readonly leftOut?: readonly LeftOutFigure[];
  /** The answers that figures refer to, by `input:` id. */
  readonly answers: Readonly<Record<string, unknown>>;
  /** Versions of what made it (product, catalog, formulas): equal versions and input give an equal analysis. */
  readonly versions: Readonly<Record<string, string>>;
  /** By which template it was put together; missing where it has every section of the tree. */
  readonly template?: TemplateId;
  /** In which language it speaks for itself; missing for English. */
  readonly language?: ReportLanguage;
}

/** A figure told by its value alone: its formula and inputs are in the full report. */
export interface LeftOutFigure extends Omit<Figure, 'formula' | 'inputs'> {
  /** Its own, and those of all that it was computed from. */
  readonly sources: readonly Source[];
}

export interface ReportDecision {
  /** Names the choice, whatever it is called; missing in reports of earlier versions. */
  readonly key?: string;
  readonly label: string;
  readonly option: string;
  readonly contested: boolean;
}

export interface ReportAgent {
  readonly agent: AgentId;
  readonly name: string;
  /** Why it gave no result; null when it did. */
  readonly missing: string | null;
}

export interface ReportTotal {
  readonly figureId: string;
  readonly parts: readonly string[];
}

export interface ReportSection {
  readonly id: string;
  readonly title: string;
  readonly audiences: readonly Audience[];
  readonly blocks: readonly ReportBlock[];
}

export type ReportBlock =
  | {
      readonly kind: 'paragraph';
      readonly text: FigureText;
      /** What it is a note on, and goes with: the id of a table, a kind of chart, or `wording`. */
      readonly about?: string;
    }
  /** A minor one stands below a heading that is not. */
  | { readonly kind: 'heading'; readonly text: FigureText; readonly isMinor?: true }
  | { readonly kind: 'list'; readonly ordered: boolean; readonly items: readonly FigureText[] }
  | {
      readonly kind: 'table';
      /** As the agent or the section named it; templates choose by it. */
      readonly id?: string;
      readonly title: string;
      readonly columns: readonly string[];
      readonly rows: ReadonlyArray<readonly FigureText[]>;
    }
  | { readonly kind: 'callout'; readonly tone: CalloutTone; readonly text: FigureText }
  | ReportCard
  | { readonly kind: 'chart'; readonly chart: Chart }
  | { readonly kind: 'spans'; readonly title: string; readonly spans: readonly ReportSpan[] };

export type CalloutTone = 'info' | 'warning' | 'critical';

/** One finding, decision or recommendation: a headline with its weight, a text, and labelled details. */
export interface ReportCard {
  readonly kind: 'card';
  /** Anchor within the report, unique. */
  readonly id: string;
  readonly severity: Severity | null;
  /** A word or two before the title: a rank, a state. */
  readonly tag: string;
  readonly title: FigureText;
  readonly text: FigureText;
  readonly details: ReadonlyArray<{ readonly label: string; readonly items: readonly FigureText[] }>;
}

/** A stretch of time for a bar: offsets from the start of the run in milliseconds, and the figure of its length. */
export interface ReportSpan {
  readonly label: string;
  readonly fromMs: number;
  readonly toMs: number;
  readonly figureId: string;
}
