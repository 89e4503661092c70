import type { Figure, FigureText } from '@app/kernel';

/** A report before it has a format. Texts cite figures; each renderer prints the same figure the same way. */
export interface ReportDocument {
  readonly title: string;
  readonly subtitle: string;
  /** ISO timestamp of the run's end of analysis. */
  readonly generatedAt: string;
  readonly asOf: string;
  readonly runId: string;
  readonly state: 'completed' | 'partial';
  readonly sections: readonly ReportSection[];
  /** Every figure cited anywhere, and all that those were computed from. */
  readonly figures: readonly Figure[];
  /** The answers that figures refer to, by `input:` id. */
  readonly answers: Readonly<Record<string, unknown>>;
}

export const AUDIENCES = ['cto', 'cfo', 'ciso', 'engineering', 'operations'] as const;
export type Audience = (typeof AUDIENCES)[number];

export interface ReportSection {
  readonly id: string;
  readonly title: string;
  readonly audiences: readonly Audience[];
  readonly blocks: readonly ReportBlock[];
}

export type ReportBlock =
  | { readonly kind: 'paragraph'; readonly text: FigureText }
  | { readonly kind: 'heading'; readonly text: FigureText }
  | { readonly kind: 'list'; readonly ordered: boolean; readonly items: readonly FigureText[] }
  | {
      readonly kind: 'table';
      readonly title: string;
      readonly columns: readonly string[];
      readonly rows: ReadonlyArray<readonly FigureText[]>;
    }
  | { readonly kind: 'callout'; readonly tone: 'info' | 'warning' | 'critical'; readonly text: FigureText };
