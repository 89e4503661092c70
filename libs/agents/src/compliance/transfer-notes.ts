import { complianceFacts } from '@app/assessments';
import {
  analyseTransfers,
  type ProcessingPlace,
  type ResidencyVerdict,
  type TransferLine,
  type TransferVerdict,
} from '@app/compliance';
import { literal } from '@app/kernel';
import type { Analysis } from '../analysis';
import { apiName, headed, listOf, nameOf } from '../bench/naming';
import type { WorkloadBench } from '../bench/workload-bench';
import type { Workbench } from '../workbench';

/** Places of priced offers that are looked at, the cheapest of each first. */
const OFFERED = 4;

const RESIDENCY_WORDS: Readonly<Record<ResidencyVerdict, string>> = {
  kept: 'kept',
  broken: 'broken',
  unknown: 'unknown',
  'none-stated': 'no limit stated',
};

const TRANSFER_WORDS: Readonly<Record<TransferVerdict, string>> = {
  none: 'none',
  adequate: 'yes, under an adequacy decision',
  covered: 'yes, with a mechanism evidenced',
  open: 'yes, without a mechanism evidenced',
  unknown: 'unknown',
  'not-in-scope': 'not in scope',
};

/** Where the data of each workload may come to lie, against its residency and the rules on transfers. */
export function transferNotes(notes: Analysis, bench: Workbench): void {
  const facts = complianceFacts(bench.input);
  const lines = bench.workloads.map((workload) => ({
    workload,
    lines: analyseTransfers(placesFor(workload, bench), facts, bench.compliance),
  }));
  notes.show({
    id: 'compliance.transfers',
    title: 'Data residency and transfers by place',
    columns: ['Workload', 'Place', 'Jurisdiction', 'Residency', 'Transfer out of the EEA', 'Why'],
    rows: lines.flatMap(({ workload, lines: own }) =>
      own.map((line) => [
        nameOf(workload),
        literal(line.what),
        line.jurisdiction ?? 'unknown',
        RESIDENCY_WORDS[line.residency],
        TRANSFER_WORDS[line.transfer],
        line.why,
      ]),
    ),
    note: noteOf(lines.flatMap((entry) => entry.lines)),
  });
  for (const { workload, lines: own } of lines) todaysPlace(notes, workload, own);
}

/** What the words of the table rest on: each adequacy decision that it speaks of, with its source. */
function noteOf(lines: readonly TransferLine[]): string {
  const spoken = lines.filter(({ transfer }) => transfer === 'adequate' || transfer === 'open');
  const sources = [
    ...new Map(
      spoken.flatMap(({ adequacy }) => (adequacy ? [[adequacy.source.url, adequacy.source]] : [])),
    ).values(),
  ];
  const read = sources.map(({ title, url, asOf }) => `${title}, ${asOf} (${url})`).join('; ');
  return `EEA: European Economic Area. Adequacy decisions are those that the catalog knows, by secondary sources${read === '' ? '' : `: ${read}`}. They can be repealed: look one up at the European Commission before relying on it.`;
}

const TODAY = 'today: ';

function placesFor(workload: WorkloadBench, bench: Workbench): ProcessingPlace[] {
  const workloadId = workload.id;
  const offered = new Map<string, ProcessingPlace>();
  for (const offer of workload.priced().offers) {
    const { provider, region } = offer.priced.instance;
    const what = `${provider}, ${region}`;
    if (offered.size < OFFERED && !offered.has(what)) offered.set(what, { workloadId, what, region });
  }
  const [api] = workload.apis().apis;
  const current = (bench.input.currentInfrastructure ?? []).flatMap((entry): ProcessingPlace[] =>
    entry.region === undefined
      ? []
      : [
          {
            workloadId,
            what: `${TODAY}${entry.provider ?? 'on-premises'}, ${entry.region}`,
            region: entry.region,
          },
        ],
  );
  const unique = new Map(current.map((place) => [place.what, place]));
  return [
    ...offered.values(),
    ...(api ? [{ workloadId, what: `API: ${apiName(api.row)}`, region: null }] : []),
    ...unique.values(),
  ];
}

/** What runs today is no choice of ours: where it breaks a limit, that is found now. */
function todaysPlace(notes: Analysis, workload: WorkloadBench, lines: readonly TransferLine[]): void {
  const wrong = lines.filter(
    (line) => line.what.startsWith(TODAY) && (line.residency === 'broken' || line.transfer === 'open'),
  );
  if (wrong.length === 0) return;
  const broken = wrong.some((line) => line.residency === 'broken');
  notes.find({
    id: `compliance.${workload.id}.place-today`,
    severity: broken ? 'high' : 'medium',
    title: headed(
      workload,
      broken
        ? 'what runs today lies outside the stated residency'
        : 'what runs today lies outside the European Economic Area',
    ),
    statement: `${listOf(wrong.map((line) => literal(line.what.slice(TODAY.length))))}: if the data of this workload lies there, ${broken ? 'it is where it must not be' : 'it has left the area without a mechanism that is evidenced'}.`,
  });
}
