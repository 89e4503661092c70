import type { AgentId } from '@app/agents/pure';
import { literal, type Figure } from '@app/kernel';
import type { ReportDocument } from './document-tree';
import { checkCharts } from './check-charts';
import { figuresById, isAnswerId, namesOfBlock, shownIds, textsOfBlock } from './figure-trail';
import { REPORT_TEMPLATES } from './templates';
import { linkableUrl } from './text-escaping';

/** One reason why a report must not be published. */
export interface ReportDefect {
  readonly code:
    | 'figure-unresolved'
    | 'input-unresolved'
    | 'figure-cycle'
    | 'figure-duplicate'
    | 'placeholder'
    | 'agent-unaccounted'
    | 'state-untrue'
    | 'total-wrong'
    | 'chart-untrue'
    | 'template-incomplete'
    | 'section-duplicate'
    | 'section-empty'
    | 'anchor-duplicate'
    | 'source-refused';
  /** Where: a figure, section, agent or anchor id. */
  readonly where: string;
  readonly message: string;
}

export interface ReportExpectations {
  /** Every agent of the run. */
  readonly agents: readonly AgentId[];
  /** Words of the customer's own that may appear as they are, even where they look like a placeholder. */
  readonly ownWords?: readonly string[];
}

/** The quality gate: a report for which this is not empty must not be published. */
export function checkReport(document: ReportDocument, expected: ReportExpectations): ReportDefect[] {
  const figures = figuresById(document.figures);
  const told = toldInputs(document, figures);
  return [
    ...unresolvedFigures(document, figures),
    ...document.figures.flatMap((entry) => unresolvedInputs(entry, told, document)),
    ...cycles(document.figures, figures),
    ...duplicates(
      'figure-duplicate',
      document.figures.map((entry) => entry.id),
    ),
    ...placeholders(document, expected.ownWords ?? []),
    ...unaccountedAgents(document, expected.agents),
    ...wrongTotals(document, figures),
    ...duplicates(
      'section-duplicate',
      document.sections.map((section) => section.id),
    ),
    ...duplicates('anchor-duplicate', cardIds(document)),
    ...checkCharts(document, figures).map(({ where, message }) => defect('chart-untrue', where, message)),
    ...incompleteTemplate(document),
    ...emptySections(document),
    ...refusedSources(document.figures),
  ];
}

function unresolvedFigures(document: ReportDocument, figures: ReadonlyMap<string, Figure>): ReportDefect[] {
  return [...new Set(shownIds(document))]
    .filter((id) => !figures.has(id))
    .map((id) =>
      defect('figure-unresolved', id, `the figure ${id} is cited, but the report does not have it`),
    );
}

/** Ids of what inputs may be: the figures, and in a short template those that are left to the full report. */
function toldInputs(
  { template, leftOut = [] }: ReportDocument,
  figures: ReadonlyMap<string, Figure>,
): ReadonlySet<string> {
  const isShort = template !== undefined && template !== 'full';
  return new Set([...figures.keys(), ...(isShort ? leftOut.map(({ id }) => id) : [])]);
}

function unresolvedInputs(
  entry: Figure,
  told: ReadonlySet<string>,
  document: ReportDocument,
): ReportDefect[] {
  return entry.inputs
    .filter((id) => (isAnswerId(id) ? !Object.hasOwn(document.answers, id) : !told.has(id)))
    .map((id) =>
      defect(
        'input-unresolved',
        entry.id,
        `its input ${id} is neither a figure nor an answer given, or rests on none`,
      ),
    );
}

function cycles(all: readonly Figure[], figures: ReadonlyMap<string, Figure>): ReportDefect[] {
  const state = new Map<string, 'open' | 'done'>();
  const found: ReportDefect[] = [];
  const visit = (entry: Figure): void => {
    state.set(entry.id, 'open');
    for (const input of entry.inputs) {
      const next = figures.get(input);
      if (!next || state.get(input) === 'done') continue;
      if (state.get(input) === 'open')
        found.push(defect('figure-cycle', input, 'it is computed from itself'));
      else visit(next);
    }
    state.set(entry.id, 'done');
  };
  for (const entry of all) if (!state.has(entry.id)) visit(entry);
  return found;
}

/** Traces of a template or a value that was never put in. */
const PLACEHOLDER = /\[\[|\]\]|\{\{|\}\}|\$\{|\[object Object\]|\bundefined\b|\bNaN\b/;

function placeholders(document: ReportDocument, ownWords: readonly string[]): ReportDefect[] {
  // Agents write them as literals, in which what looks like a citation is taken apart.
  const own = ownWords.filter((words) => PLACEHOLDER.test(words)).flatMap((words) => [words, literal(words)]);
  const found: ReportDefect[] = [];
  const look = (where: string, text: string): void => {
    if (!PLACEHOLDER.test(text)) return;
    const withoutOwn = own.reduce((rest, words) => rest.replaceAll(words, ''), text);
    const hit = PLACEHOLDER.exec(withoutOwn.replace(/\[\[[^[\]\s]+\]\]/g, ''));
    if (!hit) return;
    const message = `an unresolved placeholder ${hit[0]} is in: ${text.slice(0, 120)}`;
    found.push(defect('placeholder', where, message));
  };
  look('title', document.title);
  look('subtitle', document.subtitle);
  look('verdict', document.verdict);
  for (const { id, title, blocks } of document.sections) {
    look(id, title);
    for (const block of blocks) {
      for (const name of namesOfBlock(block)) look(id, name);
      for (const text of textsOfBlock(block)) look(id, text);
    }
  }
  for (const { label, option } of document.decisions) {
    look('decisions', label);
    look('decisions', option);
  }
  for (const { agent, missing } of document.agents) look(agent, missing ?? '');
  for (const { id, label, unknown, formula } of document.figures) {
    look(id, label);
    look(id, unknown ?? '');
    look(id, formula ?? '');
  }
  return found;
}

function unaccountedAgents(document: ReportDocument, agents: readonly AgentId[]): ReportDefect[] {
  const listed = new Map(document.agents.map((entry) => [entry.agent, entry]));
  const absent = agents
    .filter((agent) => !listed.has(agent))
    .map((agent) => defect('agent-unaccounted', agent, 'it is neither heard nor named as missing'));
  const missing = document.agents.filter((entry) => entry.missing !== null);
  const unexplained = missing
    .filter((entry) => entry.missing?.trim() === '')
    .map((entry) => defect('agent-unaccounted', entry.agent, 'it is missing without a reason'));
  const partial = document.state === 'partial';
  if (partial === missing.length > 0) return [...absent, ...unexplained];
  const contradiction = `the state is ${document.state}, but ${missing.length} agents are missing`;
  return [...absent, ...unexplained, defect('state-untrue', 'state', contradiction)];
}

function wrongTotals(document: ReportDocument, figures: ReadonlyMap<string, Figure>): ReportDefect[] {
  return document.totals.flatMap(({ figureId, parts }) => {
    const total = figures.get(figureId)?.value ?? null;
    const values = parts.map((id) => figures.get(id)?.value ?? null);
    if (values.includes(null)) {
      return total === null
        ? []
        : [defect('total-wrong', figureId, 'it is known, but one of its parts is not')];
    }
    const sum = values.reduce<number>((running, value) => running + (value ?? 0), 0);
    if (total !== null && Math.abs(sum - total) <= 1e-9 * Math.max(1, Math.abs(sum))) return [];
    return [defect('total-wrong', figureId, `it says ${total}, its parts add up to ${sum}`)];
  });
}

/** Fewer top-level sections than the template has: a part was lost on the way. */
function incompleteTemplate({ template, sections }: ReportDocument): ReportDefect[] {
  if (template === undefined) return [];
  const expected = REPORT_TEMPLATES[template].sections.length;
  if (sections.length === expected) return [];
  return [
    defect('template-incomplete', template, `it has ${sections.length} sections, its template ${expected}`),
  ];
}

function cardIds(document: ReportDocument): string[] {
  return document.sections.flatMap((section) =>
    section.blocks.flatMap((block) => (block.kind === 'card' ? [block.id] : [])),
  );
}

function emptySections(document: ReportDocument): ReportDefect[] {
  return document.sections
    .filter((section) => section.blocks.length === 0)
    .map((section) => defect('section-empty', section.id, 'it has a title and nothing below it'));
}

function refusedSources(figures: readonly Figure[]): ReportDefect[] {
  return figures.flatMap((entry) =>
    entry.sources
      .filter((source) => source.url !== '' && linkableUrl(source.url) === null)
      .map((source) =>
        defect('source-refused', entry.id, `a source has an address that is not http(s): ${source.url}`),
      ),
  );
}

function duplicates(code: ReportDefect['code'], ids: readonly string[]): ReportDefect[] {
  const seen = new Set<string>();
  const repeated = new Set(ids.filter((id) => (seen.has(id) ? true : !seen.add(id))));
  return [...repeated].map((id) => defect(code, id, 'it is there more than once'));
}

function defect(code: ReportDefect['code'], where: string, message: string): ReportDefect {
  return { code, where, message };
}
