import type { Cause } from './comparison';
import type { FigureDifference, FigurePair } from './figure-differences';
import type { OwnCauses } from './own-causes';

/** What the trail of a figure says of its change. */
export interface FigureTrail {
  /** Of the causes in it. */
  readonly keys: ReadonlySet<string>;
  /** Whether these account for all of the change. */
  readonly isWhole: boolean;
}

interface Compared {
  readonly pairs: ReadonlyMap<string, FigurePair>;
  readonly differences: ReadonlyMap<string, FigureDifference>;
  readonly own: OwnCauses;
}

const NOTHING: FigureTrail = { keys: new Set(), isWhole: false };

/** The trails of the figures that differ, each followed once. */
export class FigureTrails {
  /** Every cause that was found, by key. */
  readonly causes = new Map<string, Cause>();
  private readonly found = new Map<string, FigureTrail>();

  constructor(private readonly compared: Compared) {}

  of(id: string): FigureTrail {
    const known = this.found.get(id);
    if (known) return known;
    const pair = this.compared.pairs.get(id);
    const difference = this.compared.differences.get(id);
    if (!pair || !difference) return NOTHING;
    // Set before its inputs are followed: figures that are computed from each other end here.
    this.found.set(id, NOTHING);
    const trail =
      difference.kind === 'changed' ? this.ofChanged(pair, difference) : this.ofOneSided(pair, difference);
    this.found.set(id, trail);
    return trail;
  }

  /** Computed the same way from the same figures, it changed because these did. */
  private ofChanged(pair: FigurePair, difference: FigureDifference): FigureTrail {
    const { causes, isSameComputation } = this.compared.own.of(pair, difference);
    const inputs = this.changedInputs(pair);
    const keys = this.keysOf(causes, inputs);
    return { keys, isWhole: isSameComputation && keys.size > 0 && inputs.every(({ isWhole }) => isWhole) };
  }

  /** It is there on one side only because something that it is computed from is; other changes explain a part. */
  private ofOneSided(pair: FigurePair, difference: FigureDifference): FigureTrail {
    const { causes, deciding } = this.compared.own.of(pair, difference);
    const inputs = this.changedInputs(pair);
    const { kind } = difference;
    const withIt = [...inputsOf(pair)].filter((id) => this.compared.differences.get(id)?.kind === kind);
    const whole = withIt.map((id) => this.of(id)).filter(({ isWhole }) => isWhole);
    if (deciding.length > 0 || whole.length > 0) return { keys: this.keysOf(deciding, whole), isWhole: true };
    return { keys: this.keysOf(causes, inputs), isWhole: false };
  }

  private changedInputs(pair: FigurePair): FigureTrail[] {
    return [...inputsOf(pair)].filter((id) => this.compared.differences.has(id)).map((id) => this.of(id));
  }

  private keysOf(causes: readonly Cause[], trails: readonly FigureTrail[]): ReadonlySet<string> {
    const keys = new Set<string>();
    for (const cause of causes) {
      if (!this.causes.has(cause.key)) this.causes.set(cause.key, cause);
      keys.add(cause.key);
    }
    for (const trail of trails) for (const key of trail.keys) keys.add(key);
    return keys;
  }
}

/** What a figure is computed from on either side. */
export function inputsOf({ from, to }: FigurePair): ReadonlySet<string> {
  return new Set([...(from?.inputs ?? []), ...(to?.inputs ?? [])]);
}
