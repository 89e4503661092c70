import type { Purchase } from '../rows/instance.row';

export type MachinePart = 'core' | 'memory' | 'accelerator';

/** A part that a SKU of Compute Engine prices: of which machines, and how bought. */
export interface PartOfSku {
  /** As `core A2` or `accelerator Nvidia L4 GPU`. */
  readonly part: string;
  readonly purchase: Purchase;
  /** The unit of usage that this part has to be priced in. */
  readonly usageUnit: string;
}

/** The parts of a machine, or why they are not known. */
export type MachineRecipe = Readonly<Partial<Record<MachinePart, string>>> | string;

const DISKS =
  'local disks come with it and are billed apart, and the catalog does not say how large they are';

/**
 * How machine types are put together, by how their names begin. Which words of a SKU belong to which series is nowhere
 * specified: these are the ones that tools which add up prices of Compute Engine rely on. What comes with local disks
 * is told by https://docs.cloud.google.com/compute/docs/disks/add-local-ssd.
 */
const RECIPES: ReadonlyArray<readonly [begin: string, recipe: MachineRecipe]> = [
  ['a2-highgpu-', partsOf('A2', 'Nvidia Tesla A100 GPU')],
  ['a2-megagpu-', partsOf('A2', 'Nvidia Tesla A100 GPU')],
  ['a2-ultragpu-', DISKS],
  ['a3-', DISKS],
  ['a4', DISKS],
  ['g2-standard-', partsOf('G2', 'Nvidia L4 GPU')],
  ['e2-standard-', partsOf('E2')],
  ['n2-standard-', partsOf('N2')],
  ['n2-highmem-', partsOf('N2')],
  ['n2d-standard-', partsOf('N2D AMD')],
  ['n1-standard-', partsOf('N1 Predefined')],
];

const NAMES = new Set(
  RECIPES.flatMap(([, recipe]) => (typeof recipe === 'string' ? [] : Object.values(recipe))),
);

const UNITS: Readonly<Record<MachinePart, string>> = { core: 'h', memory: 'GiBy.h', accelerator: 'h' };

const PURCHASES: Readonly<Record<string, Purchase>> = {
  OnDemand: 'on-demand',
  Preemptible: 'spot',
  Commit1Yr: 'commit-1y',
  Commit3Yr: 'commit-3y',
};

/** Words of a SKU by how it is bought; whatever else a description holds is another thing. */
const WORDS: Readonly<Record<Purchase, { readonly machine: RegExp; readonly accelerator: RegExp }>> = {
  'on-demand': {
    machine: /^(.+) Instance (Core|Ram) running in [^()]+$/i,
    accelerator: /^(Nvidia .+ GPU) running in [^()]+$/i,
  },
  spot: {
    machine: /^Spot Preemptible (.+) Instance (Core|Ram) running in [^()]+$/i,
    accelerator: /^(Nvidia .+ GPU) attached to Spot Preemptible VMs running in [^()]+$/i,
  },
  'commit-1y': {
    machine: /^Commitment v1: (?:(.+) )?(Cpu|Ram) in [^()]+ for 1 Years?$/i,
    accelerator: /^Commitment v1: (Nvidia .+ GPU) (?:running )?in [^()]+ for 1 Years?$/i,
  },
  'commit-3y': {
    machine: /^Commitment v1: (?:(.+) )?(Cpu|Ram) in [^()]+ for 3 Years?$/i,
    accelerator: /^Commitment v1: (Nvidia .+ GPU) (?:running )?in [^()]+ for 3 Years?$/i,
  },
};

/** The parts of a machine type. */
export function recipeOf(instanceType: string): MachineRecipe {
  const found = RECIPES.find(([begin]) => instanceType.startsWith(begin))?.[1];
  return found ?? 'which SKUs it is put together from is not known';
}

/** The part that a SKU prices; null for one that no machine here is made of. */
export function partOfSku(description: string, usageType: string): PartOfSku | null {
  const purchase = PURCHASES[usageType];
  if (purchase === undefined) return null;
  const { machine, accelerator } = WORDS[purchase];
  const chip = accelerator.exec(description)?.[1];
  if (chip !== undefined) return partNamed('accelerator', chip, purchase);
  const found = machine.exec(description);
  if (found === null) return null;
  // Commitments of the first series name none.
  const series = found[1] ?? 'N1 Predefined';
  return partNamed(found[2]?.toLowerCase() === 'ram' ? 'memory' : 'core', series, purchase);
}

function partNamed(kind: MachinePart, name: string, purchase: Purchase): PartOfSku | null {
  const part = `${kind} ${name}`;
  return NAMES.has(part) ? { part, purchase, usageUnit: UNITS[kind] } : null;
}

function partsOf(series: string, accelerator?: string): MachineRecipe {
  return {
    core: `core ${series}`,
    memory: `memory ${series}`,
    ...(accelerator === undefined ? {} : { accelerator: `accelerator ${accelerator}` }),
  };
}
