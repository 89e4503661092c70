import { REPORT_FORMATS, type ReportFormatEntry } from '@app/report-files';
import { PLAIN_ENGLISH } from '@app/reports';
import { setImmediate as turnOfTheLoop } from 'node:timers/promises';
import { decisionsFileOf } from './files/decisions-file';
import { evidenceFileOf } from './files/evidence-file';
import { factBaseOf } from './files/fact-base';
import { type FrameworkEdition, frameworksFileOf } from './files/frameworks-file';
import { inputFileOf } from './files/input-file';
import { readmeOf } from './files/readme';
import { softwareFileOf } from './files/software-file';
import { timelineFileOf } from './files/timeline-file';
import { catalogHash, usedRows } from './files/used-rows';
import { manifestOf } from './manifest';
import { catalogOf } from './pack-catalog';
import type { PackFacts } from './pack-facts';
import { asRead, packJson } from './pack-json';
import * as layout from './pack-layout';
import { writeZip } from './zip/write-zip';

type Files = Map<string, Uint8Array>;
/** The formats in which the report is in the pack; JSON is among them. */
export type PackedFormats = readonly ReportFormatEntry[];

const ALL_FORMATS: PackedFormats = Object.values<ReportFormatEntry>(REPORT_FORMATS);

/**
 * The audit pack of a run as a zip. Equal facts give equal bytes, in whichever process and time zone, as long as the
 * product and its Node are the same, which the pack names.
 */
export async function buildPack(facts: PackFacts, formats = ALL_FORMATS): Promise<Uint8Array> {
  const files = await packFiles(facts, formats);
  files.set(layout.MANIFEST, manifestOf(files));
  return writeZip(files, facts.run.endedAt ?? facts.run.createdAt);
}

/** The files of a pack without the manifest over them. */
export async function packFiles(facts: PackFacts, formats: PackedFormats): Promise<Files> {
  const files: Files = new Map();
  const reports = await addReports(files, facts, formats);
  const factBase = factBaseOf(facts);
  await turnOfTheLoop();
  const catalog = catalogOf(facts.overrides, facts.run.options.asOf);
  const used = usedRows(factBase.figures, catalog);
  const stamp = { asOf: catalog.asOf, contentHash: catalogHash(catalog) };
  await turnOfTheLoop();
  for (const [file, rows] of used.files) {
    files.set(`catalog/${file}.json`, packJson({ format: layout.PACK_FORMAT, rows }));
  }
  const { uses, otherSources } = used;
  const index = {
    format: layout.PACK_FORMAT,
    ...stamp,
    runCatalog: facts.report.versions,
    uses,
    otherSources,
  };
  files.set(layout.CATALOG_INDEX, packJson(index));
  files.set(layout.OWN_FILES, packJson({ format: layout.PACK_FORMAT, ...facts.overrides }));
  const input = inputFileOf(facts);
  const editions = Object.values(used.files.get('frameworks') ?? {}) as unknown as FrameworkEdition[];
  files.set(layout.INPUT, packJson(input));
  files.set(layout.FACT_BASE, packJson(factBase));
  await turnOfTheLoop();
  files.set(layout.FRAMEWORKS, packJson(frameworksFileOf(factBase, byId(asRead(editions)))));
  files.set(layout.EVIDENCE, packJson(evidenceFileOf(input, factBase)));
  files.set(layout.DECISIONS, packJson(decisionsFileOf(factBase, facts.approvals)));
  files.set(layout.TIMELINE, packJson(timelineFileOf(facts)));
  files.set(layout.SOFTWARE, packJson(softwareFileOf(facts, stamp, reports)));
  files.set(layout.README, Buffer.from(readmeOf(factBase), 'utf8'));
  return files;
}

/** The report in each format, in plain English and without branding: both may change after the run. */
async function addReports(files: Files, { report }: PackFacts, formats: PackedFormats): Promise<string[]> {
  const names: string[] = [];
  // In the order of its keys: it shows in what is printed.
  files.set(layout.DOCUMENT, Buffer.from(`${JSON.stringify(report)}\n`, 'utf8'));
  for (const { extension, render } of formats) {
    const name = layout.reportName(extension);
    files.set(name, await render(report, PLAIN_ENGLISH));
    names.push(name);
    await turnOfTheLoop();
  }
  return names.sort(layout.byName);
}

function byId(rows: readonly FrameworkEdition[]): FrameworkEdition[] {
  return [...rows].sort((a, b) => layout.byName(a.id, b.id));
}
