import type { AgentId, Severity } from '@app/agents/pure';
import type { ChartPoint } from '@app/charts';
import type { FigureMethod } from '@app/kernel';
import type { CalloutTone, ReportDocument } from '../document-tree';

/** Every fixed word that a renderer prints, in one language. A language that lacks one does not compile. */
export interface ReportWords {
  /** BCP 47 tag of the language, for documents and number formats. */
  readonly tag: string;
  /** What the product makes: stands beside the name of who made it. */
  readonly product: string;
  /** Said once in a report whose agents wrote in another language; empty where they wrote in this one. */
  readonly agentTexts: string;
  /** Said once in a PDF whose font lacks signs of its texts. */
  readonly signsMissing: string;

  readonly atAGlance: string;
  readonly verdict: string;
  readonly keyFigures: string;
  readonly decided: string;
  readonly whatToDoFirst: string;
  readonly tableOfContents: string;
  readonly contents: string;
  readonly skipToReport: string;
  readonly state: string;
  readonly states: Readonly<Record<ReportDocument['state'], string>>;
  readonly agentsHeard: string;
  readonly ofAll: (some: number, all: number) => string;
  readonly asOf: string;
  /** Within a sentence or an entry: `as of 1 May 2026`. */
  readonly asOfDate: (date: string) => string;
  readonly analysed: string;
  readonly run: string;
  readonly assessment: string;
  readonly partialResult: string;
  readonly partialExplained: string;
  readonly contested: string;
  readonly votesAndReasons: string;
  readonly details: string;
  readonly andMore: (count: number) => string;
  readonly pageOf: (page: number | string, pages: number | string) => string;
  readonly severities: Readonly<Record<Severity, string>>;
  readonly tones: Readonly<Record<CalloutTone, string>>;
  readonly agents: Readonly<Record<AgentId, string>>;

  readonly choice: string;
  readonly agent: string;
  readonly reason: string;
  readonly part: string;
  readonly when: string;
  readonly startedAfter: string;
  readonly took: string;
  readonly option: string;
  readonly recommendation: string;
  readonly severity: string;
  readonly rank: string;
  readonly subject: string;
  readonly text: string;
  readonly rows: (count: number) => string;

  readonly chart: string;
  readonly chartNumbers: string;
  readonly pointRoles: Readonly<Record<ChartPoint['role'], string>>;

  readonly appendix: string;
  readonly appendixFigures: string;
  readonly appendixSources: string;
  readonly appendixAnswers: string;
  readonly appendixVersions: string;
  readonly appendixExplained: string;
  /** Explains the letters beside numbers; one sentence with each mark and its method. */
  readonly marksLegend: ReadonlyArray<readonly [FigureMethod, string]>;
  readonly noFigures: string;
  readonly figure: string;
  readonly value: string;
  readonly unit: string;
  readonly low: string;
  readonly high: string;
  readonly range: string;
  readonly formula: string;
  readonly inputs: string;
  readonly source: string;
  readonly sources: string;
  readonly address: string;
  readonly confidence: string;
  readonly confidences: Readonly<Record<'high' | 'medium' | 'low', string>>;
  readonly method: string;
  readonly methods: Readonly<Record<FigureMethod, string>>;
  readonly identifier: string;
  readonly from: string;
  readonly fromSameAs: string;
  /** Among the inputs of a figure: those that a short report does not name. */
  readonly inFullReport: (count: number) => string;
  readonly exactly: (value: string) => string;
  readonly answer: string;
  readonly answerField: string;
  readonly usedFor: string;
  readonly notGiven: string;
  readonly component: string;
  readonly version: string;
  readonly figureMissing: (id: string) => string;
  readonly isMissing: (id: string) => string;
  readonly total: string;
  /** After the date of a fact that should be looked up again. */
  readonly old: string;

  readonly yes: string;
  readonly no: string;
  readonly none: string;
  readonly unknown: string;
  readonly noReason: string;
  readonly atMost: (value: string) => string;
  readonly atLeast: (value: string) => string;
  /** Of a value that is its own low end. */
  readonly orMore: string;
  readonly fromTo: (low: string, high: string) => string;
  /** After the reason why a figure is unknown: in what range it lies. */
  readonly between: (range: string) => string;
  readonly million: string;
  readonly billion: string;
  readonly trillion: string;
  /** Words in units as the catalog and the engines write them; what is not here stays as it is. */
  readonly units: Readonly<Record<string, string>>;
}
