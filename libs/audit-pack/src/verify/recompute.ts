import { AGENTS, type AgentOutput, createWorkbench, type Workbench } from '@app/agents';
import type { CatalogOverrides } from '@app/catalog';
import type { Figure } from '@app/kernel';
import { AgentTeam, basisOf } from '@app/runs';
import { type FactBase, packedOutput } from '../files/fact-base';
import type { InputFile } from '../files/input-file';
import { catalogHash } from '../files/used-rows';
import { catalogOf } from '../pack-catalog';
import { asRead } from '../pack-json';
import { CATALOG_INDEX, FACT_BASE, INPUT, OWN_FILES } from '../pack-layout';
import { differences } from './differences';
import type { PackDocuments } from './pack-documents';
import type { Alteration } from './pack-verdict';

/** What computing a run again came to. */
export interface Recomputed {
  readonly alterations: readonly Alteration[];
  /** Sentences on what could not be computed again, and why. */
  readonly leftOut: readonly string[];
}

type Output = Record<string, unknown> & { readonly figureIds: readonly string[] };

const MOST_OF_ONE = 20;
/** Another processor may round the last digits of a power or a logarithm in another way. */
const TOLERANCE = 1e-9;

/**
 * Computes the analysis of every agent again, from the input, the catalog and the tenant's own files, and compares
 * each figure and each sentence. What a language model worded and what pages of the web said cannot be made again.
 */
export async function recompute(documents: PackDocuments): Promise<Recomputed> {
  const factBase = documents.factBase as unknown as FactBase;
  const { run } = factBase;
  const overrides = documents.ownFiles as unknown as CatalogOverrides;
  const basis = basisOf(new AgentTeam(), run);
  const others = factBase.agents.filter((one) => one.output !== null && one.basis !== basis);
  if (others.length > 0) return { alterations: [], leftOut: [madeOtherwise(others[0]?.basis ?? '', basis)] };
  try {
    const catalog = catalogOf(overrides, run.asOf);
    if (catalogHash(catalog) !== documents.catalogIndex.contentHash) {
      const what = `with the catalog of this version, whose rows are known here, it does not come to the content hash in ${CATALOG_INDEX}`;
      return { alterations: [{ ...inFactBase('', what), file: OWN_FILES }], leftOut: [] };
    }
    const { input } = documents.input as unknown as InputFile;
    const { asOf, seed, decisions } = run;
    const bench = createWorkbench({ input, catalog, asOf, seed, decisions });
    return await compareAll(factBase, bench);
  } catch {
    const what =
      'no assessment can be computed from it: it is not the input of a run, or its own files are not';
    return { alterations: [{ ...inFactBase('', what), file: INPUT }], leftOut: [] };
  }
}

async function compareAll({ figures, agents }: FactBase, bench: Workbench): Promise<Recomputed> {
  const places = new Map(figures.map((entry, index) => [entry.id, { entry, index }]));
  const alterations: Alteration[] = [];
  const leftOut: string[] = [];
  const { signal } = new AbortController();
  for (const agent of AGENTS) {
    const index = agents.findIndex((one) => one.agent === agent.id);
    const got = agents[index]?.output as Output | null | undefined;
    if (!got) continue;
    if (agent.id === 'web-research' && !saysNoWeb(got)) {
      leftOut.push(
        'Pages of the web were read in the run: what the web research says was not computed again.',
      );
      continue;
    }
    const made = await agent.analyse(bench, signal);
    alterations.push(...figuresOf(made, got, places), ...wordsOf(made, got, index));
  }
  return { alterations, leftOut };
}

function figuresOf(
  made: AgentOutput,
  { figureIds }: Output,
  places: ReadonlyMap<string, { readonly entry: Figure; readonly index: number }>,
): Alteration[] {
  const computed = new Set(made.figures.map(({ id }) => id));
  const extra = figureIds
    .filter((id) => !computed.has(id))
    .map((id) =>
      inFactBase(`/figures/${places.get(id)?.index ?? '-'}`, `figure ${id} does not come of this input`),
    );
  const changed = made.figures.flatMap((expected) => {
    const place = places.get(expected.id);
    if (!place) return [inFactBase('/figures', `figure ${expected.id} comes of this input and is missing`)];
    return differences(asRead(expected), place.entry, 5, isAlike).map((one) =>
      inFactBase(
        `/figures/${place.index}${one.pointer}`,
        `figure ${expected.id}: ${one.got} here; computed again from the input and the catalog it is ${one.expected}`,
      ),
    );
  });
  return [...extra, ...changed];
}

function wordsOf(made: AgentOutput, { narrative: _model, ...got }: Output, index: number): Alteration[] {
  return differences(asRead(packedOutput(made)), got, MOST_OF_ONE, isAlike).map(
    ({ pointer, expected, got: is }) =>
      inFactBase(
        `/agents/${index}/output${pointer}`,
        `${is} here; the ${made.agent} agent, run again on this input, says ${expected}`,
      ),
  );
}

function isAlike(one: unknown, other: unknown): boolean {
  if (typeof one !== 'number' || typeof other !== 'number') return Object.is(one, other);
  return Math.abs(one - other) <= TOLERANCE * Math.max(Math.abs(one), Math.abs(other));
}

/** Without a search provider the web research says so, in a place of its own. */
function saysNoWeb({ notEvaluated }: Output): boolean {
  return (
    Array.isArray(notEvaluated) &&
    notEvaluated.some((one: { id?: unknown }) => one.id === 'web-research.prices')
  );
}

function madeOtherwise(basis: string, here: string): string {
  return `Results were computed by ${basis.slice(0, 200)}, and this is ${here}: the figures were not computed again.`;
}

function inFactBase(pointer: string, what: string): Alteration {
  return { file: FACT_BASE, pointer, what, found: 'recomputed' };
}
