import type { Figure } from '@app/kernel';
import { type AnswerPaths, answerPointer, concerns } from './answer-paths';
import type { ComparedRun } from './compared-run';
import type { Cause } from './comparison';
import { expiryCauses } from './evidence-standing';
import type { FigureDifference, FigurePair } from './figure-differences';
import { answerCause, CATALOG, isSame, OWN_CATALOG, PRODUCT, type RunDifferences } from './run-differences';

/** Finds of a figure that differs the causes that lie in itself, not in the figures that it is computed from. */
export class OwnCauses {
  private readonly answered = new Map<string, readonly Cause[]>();
  private readonly catalogKind: 'catalog' | 'own-catalog' | null;
  private readonly isOneCatalog: boolean;
  private readonly isOtherProduct: boolean;

  constructor(
    private readonly from: ComparedRun,
    private readonly to: ComparedRun,
    private readonly differences: RunDifferences,
    private readonly paths: Readonly<Record<'from' | 'to', AnswerPaths>>,
  ) {
    const isOther = (name: string) => from.document.versions[name] !== to.document.versions[name];
    this.isOtherProduct = isOther(PRODUCT);
    this.catalogKind = isOther(CATALOG) ? 'catalog' : isOther(OWN_CATALOG) ? 'own-catalog' : null;
    this.isOneCatalog = isOther(CATALOG) !== isOther(OWN_CATALOG);
  }

  of(pair: FigurePair, difference: FigureDifference): readonly Cause[] {
    const [a, b] = [pair.from, pair.to];
    if ((a ?? b)?.method === 'measured') return [MEASUREMENT];
    const missing = a && b ? [] : this.missingAgent((a ?? b) as Figure, a ? 'to' : 'from');
    if (missing.length > 0) return missing;
    const answers = [
      ...(a?.inputs ?? []).flatMap((id) => this.ofAnswer(id, 'from')),
      ...(b?.inputs ?? []).flatMap((id) => this.ofAnswer(id, 'to')),
    ];
    const own = a && b ? [...this.ofFact(a, b, difference), ...this.ofRule(a, b)] : [];
    return [...answers, ...own];
  }

  private ofAnswer(inputId: string, side: 'from' | 'to'): readonly Cause[] {
    const pointer = answerPointer(inputId);
    if (pointer === null) return [];
    const path = this.paths[side].pathOf(pointer);
    const known = this.answered.get(path);
    if (known) return known;
    const changed = this.differences.answers.filter(
      (change) => change.kind !== 'moved' && concerns(change.path, path),
    );
    const days = { from: this.from.document.asOf, to: this.to.document.asOf };
    const causes =
      changed.length > 0
        ? changed.map(answerCause)
        : expiryCauses(this.paths[side].valueOf(pointer), path, days);
    this.answered.set(path, causes);
    return causes;
  }

  /** A figure that rests on no other: what it says was read somewhere. */
  private ofFact(from: Figure, to: Figure, { differs }: FigureDifference): Cause[] {
    const isOtherSource = differs.includes('sources');
    const isRead = from.method === 'sourced' && to.method === 'sourced';
    const isLeaf = from.inputs.length === 0 && to.inputs.length === 0;
    if (!isOtherSource && !(isRead && isLeaf && this.catalogKind !== null)) return [];
    const sides = { from: factOf(from), to: factOf(to) };
    const kind = this.catalogKind ?? 'source';
    const both =
      kind !== 'source' && !this.isOneCatalog ? ' (the catalog and the own files both changed)' : '';
    const label = `${from.label}${both}`;
    return [{ key: `fact:${from.id}`, kind, subject: from.id, label, ...sides }];
  }

  private ofRule(from: Figure, to: Figure): Cause[] {
    if (!this.isOtherProduct || from.formula === to.formula) return [];
    const sides = { from: from.formula, to: to.formula };
    const label = `formula of ${from.id} in another version of the product`;
    return [{ key: `rule:${from.id}`, kind: 'rule', subject: from.id, label, ...sides }];
  }

  /** Every agent that gave the figure on the one side is missing on the other. */
  private missingAgent(entry: Figure, lacking: 'from' | 'to'): readonly Cause[] {
    const absent = this.differences.causes.filter(
      (cause) => cause.kind === 'agent-missing' && cause[lacking] === 'missing',
    );
    if (absent.length === 0) return [];
    const facts = (lacking === 'to' ? this.from : this.to).facts;
    const makers = facts?.agentsOf?.get(entry.id) ?? new Set([entry.id.split('.')[0] as string]);
    const gone = absent.filter(({ subject }) => (makers as ReadonlySet<string>).has(subject));
    return gone.length > 0 && gone.length === makers.size ? gone : [];
  }
}

const MEASUREMENT: Cause = {
  key: 'measurement',
  kind: 'measurement',
  subject: 'measurement',
  label: 'each run measures it anew',
  from: null,
  to: null,
};

/** What was read, and where: the parts of a fact that a reader checks. */
function factOf({ value, unit, sources }: Figure) {
  return { value, unit, sources: sources.map(({ title, asOf }) => ({ title, asOf })) };
}

/** Causes by key; a cause that is found twice is one. */
export function distinct(causes: readonly Cause[]): Map<string, Cause> {
  const byKey = new Map<string, Cause>();
  for (const cause of causes) {
    const known = byKey.get(cause.key);
    if (!known || isSame(known, cause)) byKey.set(cause.key, known ?? cause);
  }
  return byKey;
}
