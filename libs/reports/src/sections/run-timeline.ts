import { type RunFootprint, runFootprint } from '@app/carbon';
import { loadCatalog } from '@app/catalog';
import { cite, figure, unknownFigure, type Figure } from '@app/kernel';
import { agentName } from '@app/synthesis';
import type { ReportBlock, ReportSection } from '../document-tree';
import type { ReportAgentSpan, ReportRunFacts } from '../report-facts';

/** The run's own measurements: the section that shows them, and the figures. */
export interface RunTimeline {
  readonly section: ReportSection;
  readonly figures: readonly Figure[];
}

const WALL = 'run.wall-time';
const SUM = 'run.agent-time';
const SPEED_UP = 'run.speed-up';

/** Measures how the run spent its time and how much faster it was than its agents one after another. */
export function runTimeline(run: ReportRunFacts): RunTimeline {
  const spans = run.agents.filter((span) => span.carriedOver !== true).sort(byStart);
  const spanFigures = spans.map(spanFigure);
  const footprint = run.use ? runFootprint(run.use, loadCatalog()) : null;
  const figures = [...spanFigures, ...totalFigures(run, spanFigures), ...(footprint?.figures ?? [])];
  return {
    section: {
      id: 'run-timeline',
      title: 'Run timeline',
      audiences: ['engineering', 'operations'],
      blocks: [...blocksOf(run, spans), ...footprintBlocks(footprint)],
    },
    figures,
  };
}

function blocksOf(run: ReportRunFacts, spans: readonly ReportAgentSpan[]): ReportBlock[] {
  const carried = run.agents.filter((span) => span.carriedOver === true);
  const started = run.startedAt.getTime();
  const blocks: ReportBlock[] = [
    {
      kind: 'paragraph',
      text:
        `The analysis took ${cite({ id: WALL })}; its agents worked for ${cite({ id: SUM })} in all, ` +
        `at the same time. Speed-up over one agent after another: ${cite({ id: SPEED_UP })}.`,
    },
  ];
  if (spans.length > 0) {
    blocks.push({
      kind: 'spans',
      title: 'Agents of this run',
      spans: spans.map((span) => ({
        label: agentName(span.agent) + (span.attempts > 1 ? ` (${span.attempts} attempts)` : ''),
        fromMs: span.startedAt.getTime() - started,
        toMs: span.endedAt.getTime() - started,
        figureId: spanId(span),
      })),
    });
  }
  if (carried.length > 0) {
    const names = carried.map((span) => agentName(span.agent)).join(', ');
    blocks.push({
      kind: 'paragraph',
      text: `Taken over from an earlier run, and not in these times: ${names}.`,
    });
  }
  return blocks;
}

/** What the analysis itself used, with what is not in it. */
function footprintBlocks(footprint: RunFootprint | null): ReportBlock[] {
  if (!footprint) return [];
  const { processorTime, energy, emissions, modelEnergy } = footprint;
  return [
    {
      kind: 'paragraph',
      text:
        `Up to this report the workers used ${cite(processorTime)} of processor time for it, about ${cite(energy)} ` +
        `and ${cite(emissions)}; language models used ${cite(modelEnergy)}. Databases, API, memory and network are not in these.`,
    },
  ];
}

function totalFigures(run: ReportRunFacts, spans: readonly Figure[]): Figure[] {
  const wall = run.endedAt.getTime() - run.startedAt.getTime();
  const total = spans.reduce((sum, span) => sum + (span.value ?? 0), 0);
  const speedUp = {
    id: SPEED_UP,
    label: 'Speed-up: time of all agents over wall time',
    unit: '×',
    method: 'measured',
    formula: 'time of all agents / wall time',
    inputs: [SUM, WALL],
  } as const;
  return [
    measured(WALL, 'Wall time of the analysis', wall),
    figure({
      ...measured(SUM, 'Time of all agents together', total),
      formula: 'sum of the agents’ times',
      inputs: spans.map((span) => span.id),
    }),
    spans.length > 0 && wall > 0
      ? figure({ ...speedUp, value: total / wall })
      : unknownFigure({ ...speedUp, reason: 'no agent’s time was measured in this run' }),
  ];
}

function spanFigure(span: ReportAgentSpan): Figure {
  const length = span.endedAt.getTime() - span.startedAt.getTime();
  return measured(spanId(span), `Time of the ${agentName(span.agent)} agent`, length);
}

function measured(id: string, label: string, milliseconds: number): Figure {
  return figure({ id, label, value: milliseconds, unit: 'ms', method: 'measured' });
}

function spanId(span: ReportAgentSpan): string {
  return `run.${span.agent}.time`;
}

function byStart(a: ReportAgentSpan, b: ReportAgentSpan): number {
  return a.startedAt.getTime() - b.startedAt.getTime() || (a.agent < b.agent ? -1 : 1);
}
