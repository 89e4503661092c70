import type { ReportLanguage } from '@app/reports/pure';

/** What only workbooks and files of values say. */
export interface SheetWords {
  readonly summary: string;
  readonly findings: string;
  readonly months: string;
  readonly month: string;
  readonly perMonth: string;
  readonly sumOfMonths: string;
  readonly totals: string;
  readonly totalsExplained: string;
  readonly sumOfParts: string;
  readonly inTheReport: string;
  readonly charts: string;
  readonly chartsExplained: string;
  readonly figures: string;
  readonly answers: string;
  readonly versions: string;
  readonly printed: string;
  readonly restsOn: string;
  readonly figureIds: string;
  readonly lowOf: (name: string) => string;
  readonly highOf: (name: string) => string;
  readonly rowsLeftOut: (count: number) => string;
  readonly number: string;
  readonly tag: string;
  readonly text: string;
  readonly unitOf: (column: string) => string;
  /** Lines that say how the files of values are written. */
  readonly readme: readonly string[];
}

const ENGLISH: SheetWords = {
  summary: 'Summary',
  findings: 'Findings',
  months: 'Cost by month',
  month: 'Month',
  perMonth: 'a month',
  sumOfMonths: 'Sum of the months',
  totals: 'Totals',
  totalsExplained:
    'Figures that are the sum of others: the parts, their sum as a formula of this workbook, and the figure of the report.',
  sumOfParts: 'Sum of the parts',
  inTheReport: 'In the report',
  charts: 'Charts',
  chartsExplained:
    'The numbers of each chart as a range with a name: choose the name in the program and insert a chart.',
  figures: 'Figures',
  answers: 'Answers',
  versions: 'Versions',
  printed: 'As printed',
  restsOn: 'Rests on sources',
  figureIds: 'Figures',
  lowOf: (name) => `${name}: low`,
  highOf: (name) => `${name}: high`,
  rowsLeftOut: (count) => `${count} more rows are in the JSON of this report.`,
  number: 'No.',
  tag: 'Mark',
  text: 'Text',
  unitOf: (column) => `${column}: unit`,
  readme: [
    'Comma-separated values (RFC 4180) in UTF-8 with a byte order mark; lines end with CR LF.',
    'Numbers have a decimal point, no separator of thousands and all their digits; the unit stands in the column beside.',
    'What is unknown reads "unknown" with the reason; it is never 0 and never empty.',
    "A text that begins with = + - @ or | has an apostrophe (') before it, so that no program takes it for a formula.",
    'The columns on figures and sources say which figures a row shows and what they rest on; the file of all figures has formula, inputs and sources of each.',
    'Files, with the number of their rows:',
  ],
};

const GERMAN: SheetWords = {
  summary: 'Überblick',
  findings: 'Feststellungen',
  months: 'Kosten nach Monaten',
  month: 'Monat',
  perMonth: 'im Monat',
  sumOfMonths: 'Summe der Monate',
  totals: 'Summen',
  totalsExplained:
    'Zahlen, die Summen anderer sind: die Teile, ihre Summe als Formel dieser Arbeitsmappe und die Zahl des Berichts.',
  sumOfParts: 'Summe der Teile',
  inTheReport: 'Im Bericht',
  charts: 'Diagramme',
  chartsExplained:
    'Die Zahlen jedes Diagramms als benannter Bereich: den Namen im Programm wählen und ein Diagramm einfügen.',
  figures: 'Zahlen',
  answers: 'Antworten',
  versions: 'Versionen',
  printed: 'Wie gedruckt',
  restsOn: 'Beruht auf Quellen',
  figureIds: 'Zahlen',
  lowOf: (name) => `${name}: Untergrenze`,
  highOf: (name) => `${name}: Obergrenze`,
  rowsLeftOut: (count) => `${count} weitere Zeilen stehen im JSON dieses Berichts.`,
  number: 'Nr.',
  tag: 'Marke',
  text: 'Text',
  unitOf: (column) => `${column}: Einheit`,
  readme: [
    'Durch Kommas getrennte Werte (RFC 4180) in UTF-8 mit Byte Order Mark; Zeilen enden mit CR LF.',
    'Zahlen haben einen Dezimalpunkt, keine Tausendertrennung und alle ihre Stellen; die Einheit steht in der Spalte daneben.',
    'Was unbekannt ist, steht als "unbekannt" mit dem Grund da; es ist nie 0 und nie leer.',
    "Vor einem Text, der mit = + - @ oder | beginnt, steht ein Apostroph ('), damit kein Programm ihn für eine Formel hält.",
    'Die Spalten zu Zahlen und Quellen sagen, welche Zahlen eine Zeile zeigt und worauf sie beruhen; die Datei aller Zahlen nennt Formel, Eingangswerte und Quellen.',
    'Dateien, mit der Zahl ihrer Zeilen:',
  ],
};

const WORDS: Readonly<Record<ReportLanguage, SheetWords>> = { en: ENGLISH, de: GERMAN };

/** The words of workbooks and files of values in a language. */
export function sheetWordsOf(language: ReportLanguage): SheetWords {
  return WORDS[language];
}
