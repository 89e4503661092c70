import type { Recommendation } from '../api/recommendation';
import type { InputFile } from '../input/input-file';
import type { RunView } from '../api/run-view';
import { agentName } from '../progress/agent-name';
import type { Paint } from '../terminal/paint';
import { visibleLine } from '../terminal/visible-text';
import { counted, duration, wrap } from '../terminal/wording';

const TOP = 5;

export interface Outcome {
  readonly run: RunView;
  readonly recommendations: readonly Recommendation[];
  readonly files: readonly string[];
  /** What was assessed, where it is at hand, so that problems with it can be shown by line. */
  readonly file?: InputFile;
}

/** What a person wants to know when a run has ended, as lines. */
export function summarise(outcome: Outcome, paint: Paint, columns: number): string[] {
  const { run, recommendations, files } = outcome;
  return [
    headline(run, paint),
    ...agentsLine(run),
    ...modelsLine(run),
    ...wordingLine(run),
    ...problemLines(outcome, paint),
    ...recommendationLines(recommendations, paint, columns),
    ...fileLines(files, paint),
  ];
}

function headline(run: RunView, paint: Paint): string {
  const { wallMs } = run.timing;
  const took = wallMs == null ? '' : ` in ${duration(wallMs)}`;
  return `${paint.bold(visibleLine(run.assessmentName ?? `Run ${run.id}`))}: ${tinted(run.state, paint)}${took}`;
}

function tinted(state: string, paint: Paint): string {
  if (state === 'completed') return paint.green(state);
  return state === 'partial' ? paint.yellow(state) : paint.red(visibleLine(state));
}

function agentsLine({ agents, timing }: RunView): string[] {
  if (agents.length === 0) return [];
  const done = agents.filter(({ status }) => status === 'succeeded').length;
  const { agentSpanMs, speedUp } = timing;
  const work = agentSpanMs == null || done === 0 ? '' : `; their work took ${duration(agentSpanMs)} in all`;
  // Below 1 it only says that the work was short beside the way to the worker and back.
  const gain =
    work === '' || speedUp == null || speedUp < 1
      ? ''
      : `, speed-up ${speedUp.toFixed(1)} (work / wall time)`;
  return [`${done} of ${counted(agents.length, 'agent')} finished${work}${gain}`];
}

/** Only where a model was asked. */
function modelsLine({ spending }: RunView): string[] {
  if (!spending || spending.calls === 0) return [];
  const { calls, tokens, usd, limitUsd } = spending;
  return [
    `Language models: ${counted(calls, 'call')}, ${tokens.toLocaleString('en-US')} tokens, USD ${usd.toFixed(4)} of at most ${limitUsd}`,
  ];
}

/** Only where words of a model were wanted: calls that were paid for may have given none. */
function wordingLine({ agents }: RunView): string[] {
  const wanted = agents.flatMap(({ wording }) => (wording == null ? [] : [wording]));
  if (wanted.length === 0) return [];
  const missing = wanted.filter((wording) => wording !== 'worded').sort();
  const reasons = [...new Set(missing)].map(
    (code) => `${visibleLine(code)} x${missing.filter((one) => one === code).length}`,
  );
  const why = reasons.length === 0 ? '' : `; ${reasons.join(', ')}, the computed text stands`;
  return [`Worded by a model: ${wanted.length - missing.length} of ${wanted.length}${why}`];
}

function problemLines({ run, file }: Outcome, paint: Paint): string[] {
  const { problems, missingAgents, id } = run;
  const lines = problems.map(({ message, agent, pointer }) => {
    const place = pointer === undefined ? undefined : placeOf(pointer, file);
    const about = agent === undefined ? place : agentName(agent);
    return `  ${paint.red('×')} ${about === undefined ? '' : `${visibleLine(about)}: `}${visibleLine(message)}`;
  });
  const named = new Set(problems.map(({ agent }) => agent));
  const silent = missingAgents.filter((agent) => !named.has(agent)).map(agentName);
  if (silent.length > 0) lines.push(`  ${paint.red('×')} Missing: ${silent.join(', ')}`);
  if (missingAgents.length > 0)
    lines.push(`  Do only the rest again: POST /v1/runs/${visibleLine(id)}/retry`);
  return lines.length === 0 ? [] : ['', ...lines];
}

/** `input.yaml:12:5 (/workloads/0/model/id)`, or the pointer alone where there is no file at hand. */
function placeOf(pointer: string, file: InputFile | undefined): string {
  const place = file?.pointers.locate(pointer) ?? null;
  return file === undefined || place === null
    ? pointer
    : `${file.path}:${place.line}:${place.column} (${pointer})`;
}

function recommendationLines(all: readonly Recommendation[], paint: Paint, columns: number): string[] {
  if (all.length === 0) return [];
  const top = [...all].sort((a, b) => a.rank - b.rank).slice(0, TOP);
  const notes = top.map(({ severity, implementation }) =>
    visibleLine([severity, implementation?.effort].filter(Boolean).join(', ')),
  );
  const widest = Math.max(...notes.map((note) => note.length));
  const room = Math.max(columns - widest - 8, 30);
  const rest = all.length - top.length;
  const others = rest > 0 ? [`     and ${counted(rest, 'more recommendation')} in the report`] : [];
  return [
    '',
    paint.bold('What to do first'),
    ...top.flatMap(({ rank, title, headline }, index) => {
      const note = (notes[index] ?? '').padEnd(widest);
      const [first = '', ...more] = wrap(visibleLine(headline ?? title), room);
      return [
        `${String(rank).padStart(3)}. ${note}  ${first}`,
        ...more.map((line) => `${' '.repeat(widest + 7)}${line}`),
      ];
    }),
    ...others.map((line) => paint.dim(line)),
  ];
}

function fileLines(files: readonly string[], paint: Paint): string[] {
  return files.length === 0
    ? []
    : ['', paint.bold('Reports'), ...files.map((file) => `  ${visibleLine(file)}`)];
}
