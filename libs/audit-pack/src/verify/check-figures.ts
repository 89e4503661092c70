import { citedIds, readPointer } from '@app/kernel';
import { FACT_BASE, REPORT_JSON } from '../pack-layout';
import { differences, printed } from './differences';
import type { PackDocuments, PackFigure } from './pack-documents';
import type { Alteration } from './pack-verdict';

const ANSWER = 'input:';
/** Differences that are told of one figure. */
const MOST_OF_ONE = 5;
/** Sums of binary fractions differ in their last digits. */
const TOLERANCE = 1e-9;

type Figures = ReadonlyMap<string, { readonly entry: PackFigure; readonly index: number }>;

/** The figures of the fact base hold together: each once, each input there, each citation there, each sum right. */
export function checkFactBase({ factBase, input }: PackDocuments): Alteration[] {
  const figures = byId(factBase.figures);
  const known = (id: string): boolean =>
    id.startsWith(ANSWER) ? readPointer(input.input, id.slice(ANSWER.length)) !== undefined : figures.has(id);
  const unresolved = factBase.figures.flatMap(({ id, inputs }, index) =>
    inputs.flatMap((name, at) =>
      known(name)
        ? []
        : [
            inFactBase(
              `/figures/${index}/inputs/${at}`,
              `figure ${id} is computed from ${name}, which is nowhere in the pack`,
            ),
          ],
    ),
  );
  const repeated = factBase.figures.flatMap(({ id }, index) =>
    figures.get(id)?.index === index ? [] : [inFactBase(`/figures/${index}`, `figure ${id} is there twice`)],
  );
  const uncited = factBase.agents.flatMap(({ agent, output }, index) => {
    if (output === null) return [];
    const cited = new Set([...output.figureIds, ...citedIds(JSON.stringify(output))]);
    return [...cited]
      .filter((id) => !figures.has(id))
      .map((id) =>
        inFactBase(`/agents/${index}/output`, `the ${agent} agent cites figure ${id}, which is not there`),
      );
  });
  return [...repeated, ...unresolved, ...uncited, ...wrongSums(factBase.figures, figures)];
}

/** A figure whose formula begins with `sum of`, over figures of its own unit, is their sum. */
function wrongSums(list: readonly PackFigure[], figures: Figures): Alteration[] {
  return list.flatMap((entry, index) => {
    const parts = entry.inputs.map((id) => figures.get(id)?.entry);
    const isSum = entry.formula?.startsWith('sum of ') && parts.length > 0;
    if (!isSum || entry.value === null || !parts.every((part) => part?.unit === entry.unit)) return [];
    const values = parts.map((part) => part?.value ?? null);
    const sum = values.reduce<number>((running, value) => running + (value ?? 0), 0);
    const isRight = Math.abs(sum - entry.value) <= TOLERANCE * Math.max(1, Math.abs(sum));
    if (isRight && !values.includes(null)) return [];
    const what = values.includes(null) ? 'one of its parts is unknown' : `its parts add up to ${sum}`;
    return [inFactBase(`/figures/${index}/value`, `figure ${entry.id} says ${entry.value}, but ${what}`)];
  });
}

/** What the report says is what the fact base says: figures, answers, and of which run it is. */
export function checkReport({ factBase, report, input }: PackDocuments): Alteration[] {
  const figures = byId(factBase.figures);
  const inReport = byId(report.figures);
  const changed = report.figures.flatMap(({ printed: _printed, ...entry }, index) => {
    const known = figures.get(entry.id);
    if (!known) return [inJson(`/figures/${index}`, `figure ${entry.id} is not in ${FACT_BASE}`)];
    return differences(known.entry, entry, MOST_OF_ONE).map(({ pointer, expected, got }) =>
      inJson(
        `/figures/${index}${pointer}`,
        `figure ${entry.id}: ${got} here, ${expected} in ${FACT_BASE} at /figures/${known.index}${pointer}`,
      ),
    );
  });
  const cited = citedIds(JSON.stringify({ ...report, figures: [] }));
  const missing = [...new Set(cited)]
    .filter((id) => !inReport.has(id))
    .map((id) => inJson('', `it cites figure ${id}, which is not among its figures`));
  const answers = Object.entries(report.answers).flatMap(([id, value]) => {
    const given = readPointer(input.input, id.slice(ANSWER.length));
    return differences(given, value, 1).map(({ expected, got }) =>
      inJson(`/answers/${escaped(id)}`, `the answer is ${got} here, ${expected} in input.json`),
    );
  });
  const { id, state, asOf } = factBase.run;
  const facts = [
    ['/runId', id, report.runId],
    ['/state', state, report.state],
    ['/asOf', asOf, report.asOf],
  ] as const;
  const ofRun = facts.flatMap(([pointer, expected, got]) =>
    expected === got ? [] : [inJson(pointer, `${printed(got)} here, ${printed(expected)} in ${FACT_BASE}`)],
  );
  return [...changed, ...missing, ...answers, ...ofRun];
}

function byId(list: readonly PackFigure[]): Figures {
  const figures = new Map<string, { entry: PackFigure; index: number }>();
  list.forEach((entry, index) => {
    if (!figures.has(entry.id)) figures.set(entry.id, { entry, index });
  });
  return figures;
}

function escaped(segment: string): string {
  return segment.replaceAll('~', '~0').replaceAll('/', '~1');
}

function inFactBase(pointer: string, what: string): Alteration {
  return { file: FACT_BASE, pointer, what, found: 'contradiction' };
}

function inJson(pointer: string, what: string): Alteration {
  return { file: REPORT_JSON, pointer, what, found: 'contradiction' };
}
