import type { Figure, Source } from '@app/kernel';
import type { LeftOutFigure, ReportDocument } from './document-tree';
import { figuresById, isAnswerId } from './figure-trail';
import { sourceKey } from './report-index';

/** The figures that a short report lists, and what those were computed from and it does not list. */
export interface CutTrail {
  readonly figures: readonly Figure[];
  readonly leftOut: readonly LeftOutFigure[];
}

type SourcesByKey = ReadonlyMap<string, Source>;

/**
 * Keeps of a report's figures those that are shown. Each of their inputs that is not shown is told by its value and by
 * the sources of all that it was computed from. An input whose trail has a gap is not told: the quality gate finds it
 * missing, as it would in the whole report.
 */
export function cutTrail(
  shown: ReadonlySet<string>,
  { figures, answers }: Pick<ReportDocument, 'figures' | 'answers'>,
): CutTrail {
  const all = figuresById(figures);
  const known = new Map<string, SourcesByKey | null>();
  const kept = figures.filter(({ id }) => shown.has(id));
  const inputs = new Set(kept.flatMap((entry) => entry.inputs).filter((id) => !shown.has(id)));

  /** Null where an input on the way is missing, or an input of itself. */
  function sourcesUnder(id: string): SourcesByKey | null {
    if (isAnswerId(id)) return Object.hasOwn(answers, id) ? new Map() : null;
    const entry = all.get(id);
    if (!entry) return null;
    const found = known.get(id);
    if (found !== undefined) return found;
    known.set(id, null);
    const under = entry.inputs.map(sourcesUnder);
    if (under.includes(null)) return null;
    const own = entry.sources.map((source) => [sourceKey(source), source] as const);
    const sources = new Map([...own, ...under.flatMap((one) => [...(one ?? [])])]);
    known.set(id, sources);
    return sources;
  }

  const leftOut = [...inputs].sort().flatMap((id): LeftOutFigure[] => {
    const sources = sourcesUnder(id);
    const entry = all.get(id);
    if (!entry || !sources) return [];
    const { formula: _formula, inputs: _inputs, ...told } = entry;
    return [{ ...told, sources: [...sources.values()] }];
  });
  return { figures: kept, leftOut };
}
