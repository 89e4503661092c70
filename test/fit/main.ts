import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type BenchmarkRow, loadBenchmarks, loadCatalog } from '@app/catalog';
import { benchmarkFacts, compareWithMeasurements, fitFactors, leaveOneOut, rowsUnder } from '@app/sizing';
import { format, resolveConfig } from 'prettier';
import { accuracyDocument } from './accuracy-document';
import { intervalsFrom, spreadFrom } from './intervals';

/** From the compiled file up to the repository. */
const ROOT = join(__dirname, '..', '..', '..', '..');
const FACTORS_FILE = join(ROOT, 'libs/sizing/data/fitted-factors.json');
const DOCUMENT_FILE = join(ROOT, 'docs/sizing-accuracy.md');

/** Fits the performance model on the catalog's measurements, writes the factors and publishes how good they are. */
async function main(): Promise<void> {
  const rows = loadBenchmarks();
  const catalog = loadCatalog();
  const facts = benchmarkFacts(catalog);
  process.stdout.write(`fitting on ${rows.length} published measurements\n`);
  const fit = fitFactors(rows, facts);
  process.stdout.write('fitting again without each model, each accelerator, and each third of the rows\n');
  const leftOut = leaveOneOut(rows, facts, (row) => row.modelId);
  const acceleratorOut = leaveOneOut(rows, facts, (row) => row.acceleratorId);
  const thirds = [1, 2, 3].map((run) => leaveOneOut(rows, facts, thirdOf(rows, run)));
  const thirdOut = thirds[0] ?? leftOut;
  const mixtures = new Set(catalog.models.filter((row) => row.experts !== undefined).map((row) => row.id));
  const fitted = rowsUnder(rows, facts, fit);
  const looks = [leftOut, ...thirds, fitted];
  const looked = { rows, looks, isMixture: (row: BenchmarkRow) => mixtures.has(row.modelId) };
  const [spread, intervals] = [spreadFrom(looked), intervalsFrom(looked)];
  const model = { ...fit, intervals };
  const file = JSON.stringify({ fittedOn: catalog.asOf, spread, ...model });
  writeFileSync(FACTORS_FILE, await format(file, { ...(await resolveConfig(FACTORS_FILE)), parser: 'json' }));
  const compared = compareWithMeasurements(rows, catalog, model);
  const document = accuracyDocument({ model, compared, fitted, leftOut, acceleratorOut, thirdOut });
  const style = await resolveConfig(DOCUMENT_FILE);
  writeFileSync(DOCUMENT_FILE, await format(document, { ...style, filepath: DOCUMENT_FILE }));
  process.stdout.write(`${readFileSync(DOCUMENT_FILE, 'utf8').split('\n## ')[1]?.trim() ?? ''}\n`);
  process.stdout.write('wrote libs/sizing/data/fitted-factors.json and docs/sizing-accuracy.md\n');
}

/** Deals the rows into three: by their place, then in runs of two and of three. */
function thirdOf(rows: readonly BenchmarkRow[], run: number): (row: BenchmarkRow) => string {
  const place = new Map(rows.map((row, index) => [row.id, Math.floor(index / run) % 3]));
  return (row) => String(place.get(row.id));
}

void main();
