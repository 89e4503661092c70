import type { Figure } from '@app/kernel';
import { type AnswerPaths, answerPointer, concerns } from './answer-paths';
import type { ComparedRun } from './compared-run';
import type { Cause, FigureAspect } from './comparison';
import { expiryCauses } from './evidence-standing';
import type { FigureDifference, FigurePair } from './figure-differences';
import {
  answerCause,
  CATALOG,
  dayCause,
  OWN_CATALOG,
  PRODUCT,
  type RunDifferences,
  seedCause,
} from './run-differences';
import { countsFromDay, otherSeeds } from './stated-inputs';
import type { FieldChange } from './value-changes';

/** What lies in a figure itself. */
export interface OwnFindings {
  readonly causes: readonly Cause[];
  /** Those without which a figure that one side lacks could not have come or gone. */
  readonly deciding: readonly Cause[];
  /** Whether nothing but its inputs and these causes can have made it another one. */
  readonly isSameComputation: boolean;
}

/** Parts of a figure that are the same wherever it is computed the same way from the same figures. */
const OF_COMPUTATION: readonly FigureAspect[] = ['formula', 'method', 'inputs', 'unit'];

/** Finds of a figure that differs the causes that lie in itself, not in the figures that it is computed from. */
export class OwnCauses {
  private readonly answered = new Map<string, readonly FieldChange[]>();
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

  of({ from, to }: FigurePair, difference: FigureDifference): OwnFindings {
    const known = (from ?? to) as Figure;
    if (known.method === 'measured') return decided([MEASUREMENT]);
    if (!from || !to) return this.ofOneSided(known, from ? 'from' : 'to');
    const seed = this.ofSeed(from, to);
    const causes = [
      ...from.inputs.flatMap((id) => this.ofAnswer(id, 'from')),
      ...to.inputs.flatMap((id) => this.ofAnswer(id, 'to')),
      ...this.ofDay(from, to),
      ...this.ofFact(from, to, difference),
      ...(seed.length > 0 ? seed : this.ofRule(from, to)),
    ];
    const other = difference.differs.filter((aspect) => OF_COMPUTATION.includes(aspect));
    const isSame = other.length === 0 || (other.length === 1 && other[0] === 'formula' && seed.length > 0);
    // Another version may compute otherwise and call it the same; a leaf that was read somewhere else is all there is.
    const isSameComputation = (isSame && !this.isOtherProduct) || isLeaf(from, to);
    return { causes, deciding: [], isSameComputation };
  }

  private ofOneSided(known: Figure, side: 'from' | 'to'): OwnFindings {
    const missing = this.missingAgent(known, side === 'from' ? 'to' : 'from');
    if (missing.length > 0) return decided(missing);
    const causes = known.inputs.flatMap((id) => this.ofAnswer(id, side));
    const kind = side === 'from' ? 'removed' : 'added';
    const gone = known.inputs.flatMap((id) => this.answersOf(id, side).filter((one) => one.kind === kind));
    const deciding = gone.map(answerCause);
    return { causes, deciding, isSameComputation: false };
  }

  private ofAnswer(inputId: string, side: 'from' | 'to'): readonly Cause[] {
    const pointer = answerPointer(inputId);
    if (pointer === null) return [];
    const changed = this.answersOf(inputId, side);
    if (changed.length > 0) return changed.map(answerCause);
    const days = { from: this.from.document.asOf, to: this.to.document.asOf };
    return expiryCauses(this.paths[side].valueOf(pointer), this.paths[side].pathOf(pointer), days);
  }

  /** What people answer differently of what a figure is computed from. */
  private answersOf(inputId: string, side: 'from' | 'to'): readonly FieldChange[] {
    const pointer = answerPointer(inputId);
    if (pointer === null) return [];
    const path = this.paths[side].pathOf(pointer);
    const known = this.answered.get(path);
    if (known) return known;
    const changed = this.differences.answers.filter(
      (change) => change.kind !== 'moved' && concerns(change.path, path),
    );
    this.answered.set(path, changed);
    return changed;
  }

  /** A figure that rests on no other: what it says was read somewhere. */
  private ofFact(from: Figure, to: Figure, { differs }: FigureDifference): Cause[] {
    const isOtherSource = differs.includes('sources');
    const isRead = from.method === 'sourced' && to.method === 'sourced';
    if (!isOtherSource && !(isRead && isLeaf(from, to) && this.catalogKind !== null)) return [];
    const sides = { from: factOf(from), to: factOf(to) };
    const kind = this.catalogKind ?? 'source';
    const both =
      kind !== 'source' && !this.isOneCatalog ? ' (the catalog and the own files both changed)' : '';
    const label = `${from.label}${both}`;
    return [{ key: `fact:${from.id}`, kind, subject: from.id, label, ...sides }];
  }

  /** A figure that is drawn by chance says in its formula by which seed. */
  private ofSeed(from: Figure, to: Figure): Cause[] {
    const seeds = otherSeeds(from.formula, to.formula);
    return seeds === null ? [] : seedCause(seeds.from, seeds.to);
  }

  private ofDay(from: Figure, to: Figure): Cause[] {
    if (!countsFromDay(from.formula) || !countsFromDay(to.formula)) return [];
    return dayCause(this.from.document.asOf, this.to.document.asOf);
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

function decided(causes: readonly Cause[]): OwnFindings {
  return { causes, deciding: causes, isSameComputation: true };
}

function isLeaf(from: Figure, to: Figure): boolean {
  return from.inputs.length === 0 && to.inputs.length === 0;
}

/** What was read, and where: the parts of a fact that a reader checks. */
function factOf({ value, unit, sources }: Figure) {
  return { value, unit, sources: sources.map(({ title, asOf }) => ({ title, asOf })) };
}
