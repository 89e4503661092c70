/** Grows when a file of the pack changes its meaning, or how it is made from the others. */
export const PACK_FORMAT = 1;

export const MANIFEST = 'MANIFEST.sha256';
export const README = 'README.txt';
export const FACT_BASE = 'fact-base.json';
export const INPUT = 'input.json';
export const FRAMEWORKS = 'frameworks.json';
export const EVIDENCE = 'evidence.json';
export const DECISIONS = 'decisions.json';
export const TIMELINE = 'timeline.json';
export const SOFTWARE = 'software.json';
export const CATALOG_INDEX = 'catalog/index.json';
export const OWN_FILES = 'catalog/own-files.json';
export const REPORT_JSON = 'reports/report.json';
/** The report as it is stored: every format is printed from it. */
export const DOCUMENT = 'reports/document.json';

/** The files that every pack of this format has, beside its reports in further formats and its rows of the catalog. */
export const REQUIRED_FILES = [
  README,
  CATALOG_INDEX,
  OWN_FILES,
  DECISIONS,
  EVIDENCE,
  FACT_BASE,
  FRAMEWORKS,
  INPUT,
  DOCUMENT,
  REPORT_JSON,
  SOFTWARE,
  TIMELINE,
] as const;

/** The file of the report in a format. */
export function reportName(extension: string): string {
  return `reports/report.${extension}`;
}

/** By code units: the same order everywhere. */
export function byName(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
