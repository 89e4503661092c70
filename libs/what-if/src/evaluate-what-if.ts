import type { EngineTasks } from '@app/agents';
import { type AssessmentInput, checkInput } from '@app/assessments';
import type { Catalog } from '@app/catalog';
import type { Figure } from '@app/kernel';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { applyChanges } from './apply-changes';
import { checkChanges } from './check-changes';
import { axisDifference, difference } from './difference';
import { OneSide, type WorkloadSide } from './one-side';
import type { WhatIfChange } from './what-if-change';
import { contradictory, impossibleChanges, notAssessable } from './what-if.errors';
import type { WhatIfResult, WorkloadWhatIf } from './what-if-result';

/** What would be otherwise, and where the answer is computed. */
export interface WhatIfQuestion {
  readonly input: AssessmentInput;
  readonly changes: readonly WhatIfChange[];
  /** ISO date. */
  readonly asOf: string;
  readonly catalog: Catalog;
  readonly tasks: EngineTasks;
}

/**
 * The best way to run each workload before and after some changes, by the same rule, with the differences.
 * @throws what-if.impossible-change where a change names what is not there, or the input contradicts itself with it
 * @throws what-if.not-assessable where the given input contradicts itself
 */
export async function evaluateWhatIf(question: WhatIfQuestion, signal: AbortSignal): Promise<WhatIfResult> {
  const { input, changes, asOf, catalog, tasks } = question;
  const impossible = checkChanges(input, changes, catalog);
  if (impossible.length > 0) throw impossibleChanges(impossible);
  const before = checkInput(input, catalog);
  if (before.length > 0) {
    throw notAssessable(before.map(({ pointer, message }) => ({ pointer, detail: message })));
  }
  const changed = applyChanges(input, changes);
  const contradictions = checkInput(changed.input, catalog);
  if (contradictions.length > 0) throw contradictory(contradictions);
  const known = { asOf, catalog, tasks };
  const sides = [
    new OneSide({ ...known, side: 'before', input, pins: new Map() }),
    new OneSide({ ...known, side: 'after', ...changed }),
  ] as const;
  const made: Figure[] = [];
  const workloads: WorkloadWhatIf[] = [];
  for (const [index, bench] of sides[0].bench.workloads.entries()) {
    const other = sides[1].bench.workloads[index];
    if (other === undefined) continue;
    const [a, b] = await Promise.all([sides[0].workload(bench, signal), sides[1].workload(other, signal)]);
    workloads.push(compared(bench.id, bench.workload.name, a, b, made));
  }
  await nextTurn();
  const compliance = comparedCompliance(sides, made);
  return {
    asOf,
    workloads,
    compliance,
    figures: [...withSources(sides, made)].sort((a, b) => (a.id < b.id ? -1 : 1)),
  };
}

function compared(
  workloadId: string,
  name: string,
  before: WorkloadSide,
  after: WorkloadSide,
  made: Figure[],
): WorkloadWhatIf {
  const [a, b] = [before.hosted.figures, after.hosted.figures];
  const hosted = a && b ? axisDifference(`what-if.${workloadId}.delta`, a, b) : null;
  const [c, d] = [before.api.cost, after.api.cost];
  const api =
    c && d ? difference(`what-if.${workloadId}.delta.api-cost`, 'change of the cost by API', c, d) : null;
  if (hosted) made.push(hosted.cost, hosted.latency, hosted.carbon, hosted.risk);
  if (api) made.push(api);
  return {
    workloadId,
    name,
    hosted: { before: before.hosted, after: after.hosted, delta: hosted },
    api: { before: before.api, after: after.api, delta: api },
    likely: { before: before.likely, after: after.likely },
    breaches: after.breaches,
  };
}

function comparedCompliance(
  [first, second]: readonly [OneSide, OneSide],
  made: Figure[],
): WhatIfResult['compliance'] {
  const [before, after] = [first.compliance(), second.compliance()];
  const of = (name: 'requirements' | 'gaps'): Figure =>
    difference(`what-if.delta.compliance.${name}`, `change of ${name}`, before[name], after[name]);
  const delta = { requirements: of('requirements'), gaps: of('gaps') };
  made.push(delta.requirements, delta.gaps);
  return {
    before,
    after,
    delta,
    added: after.frameworks.filter((id) => !before.frameworks.includes(id)),
    removed: before.frameworks.filter((id) => !after.frameworks.includes(id)),
  };
}

/** The figures that are shown; where both sides have one of the same id, their basis is the same row of the catalog. */
function withSources(sides: readonly OneSide[], made: readonly Figure[]): Figure[] {
  const all = [...made, ...sides.flatMap((side) => side.figures())];
  return [...new Map(all.map((entry) => [entry.id, entry])).values()];
}
