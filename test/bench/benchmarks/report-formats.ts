import { MEMORY_FLAGS } from '@app/local-stack';
import type { ReportFormatId } from '@app/report-files';
import { REPORT_FORMATS } from '@app/report-files';
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Benchmark, BenchmarkResult, Measurement } from '../benchmark';
import { exampleFiles } from '../examples';
import type { Lab } from '../lab';
import type { DocumentWish } from '../programs/report-document';
import type { ReportFileAnswer, ReportFileOrder } from '../programs/report-file';
import { summarise } from '../statistics';
import { inWords } from '../words';

/** What a person waits for without looking elsewhere, by format, in ms. */
const AT_MOST_MS: Readonly<Partial<Record<string, number>>> = {
  pdf: 2_000,
  docx: 1_000,
  xlsx: 1_000,
  html: 300,
};
const AT_MOST_MB = 250;

/** The full report of the largest example in each format: time once warm, time at first, and the memory of it all. */
export const reportFormats: Benchmark = {
  name: 'report-formats',
  title: 'full report of the largest example, each format in a process of its own',

  async measure(lab: Lab): Promise<BenchmarkResult> {
    const directory = mkdtempSync(join(tmpdir(), 'infra-mind-reports-'));
    try {
      const { name, file, bytes } = await largestDocument(lab, directory);
      const measurements: Measurement[] = [];
      for (const format of Object.keys(REPORT_FORMATS) as ReportFormatId[]) {
        measurements.push(...(await measureFormat(lab, { file, format })));
      }
      const kilobytes = Math.round(bytes / 1_024);
      return {
        measurements,
        notes: [
          `${name}: its document has ${kilobytes} KiB. Reading it, both gates and the rendering are in the time.`,
          'Memory is the most that the process ever held, with node and every library of the product loaded.',
        ],
      };
    } finally {
      rmSync(directory, { recursive: true, force: true });
    }
  },
};

async function largestDocument(lab: Lab, directory: string) {
  const program = await lab.program('report-document', undefined, { nodeOptions: MEMORY_FLAGS });
  const made = [];
  for (const { name, file } of exampleFiles()) {
    const out = join(directory, `${name}.json`);
    await program.ask('write', { file, out } satisfies DocumentWish);
    made.push({ name, file: out, bytes: statSync(out).size });
  }
  await program.end();
  return made.reduce((largest, one) => (one.bytes > largest.bytes ? one : largest));
}

async function measureFormat(lab: Lab, order: ReportFileOrder): Promise<Measurement[]> {
  const { format } = order;
  const program = await lab.program('report-file', order, { nodeOptions: MEMORY_FLAGS });
  const first = await program.ask<ReportFileAnswer>('make');
  if (first.problems.length > 0)
    throw new Error(`${format} is not fit to be published: ${first.problems[0]}`);
  const afterFirstMb = first.peakMb;
  const times: number[] = [];
  for (let n = 0; n < lab.repetitions(10, 3); n += 1) {
    times.push((await program.ask<ReportFileAnswer>('make')).ms);
  }
  await program.end();
  const summary = summarise(times);
  const most = AT_MOST_MS[format];
  const size = `${Math.round(first.bytes / 1_024)} KiB`;
  return [
    {
      ...{ what: `${format}: report`, value: summary.p50, unit: 'ms', better: 'lower' },
      spread: `${inWords(summary, 'ms')}, ${size}`,
      ...(most === undefined ? {} : { aim: { is: '<', value: most } }),
    },
    { what: `${format}: first report of the process`, value: first.ms, unit: 'ms', better: 'lower' },
    {
      ...{ what: `${format}: most memory, first report`, value: afterFirstMb, unit: 'MB', better: 'lower' },
      aim: { is: '<', value: AT_MOST_MB },
    },
  ];
}
