import type { Catalog } from '@app/catalog';
import { nearestIds } from '@app/catalog/pure';

/** An instance type that the catalog lists. */
export interface ListedMachine {
  readonly provider: string;
  readonly instanceType: string;
  readonly acceleratorId: string | null;
  readonly acceleratorCount: number;
}

/** What reading a file needs of the catalog: plain data, so that it can be sent to a thread. */
export interface MachineIndex {
  readonly machines: readonly ListedMachine[];
  readonly acceleratorIds: readonly string[];
}

export function machineIndexOf(catalog: Catalog): MachineIndex {
  const byName = new Map<string, ListedMachine>();
  for (const { provider, instanceType, acceleratorId, acceleratorCount } of catalog.instances) {
    const key = `${provider}/${instanceType.toLowerCase()}`;
    if (!byName.has(key)) byName.set(key, { provider, instanceType, acceleratorId, acceleratorCount });
  }
  return { machines: [...byName.values()], acceleratorIds: catalog.accelerators.map(({ id }) => id) };
}

/** The listed type of this name, whatever the case; of one provider, or of any that has it. */
export function listedMachine(
  { machines }: MachineIndex,
  instanceType: string,
  provider: string | null,
): ListedMachine | null {
  const wanted = instanceType.toLowerCase();
  const found = machines.filter(
    (one) => one.instanceType.toLowerCase() === wanted && (provider === null || one.provider === provider),
  );
  return found.length === 1 ? (found[0] ?? null) : null;
}

/** The listed types whose names are most like one that is not listed. */
export function nearestMachines(
  { machines }: MachineIndex,
  instanceType: string,
  provider: string | null,
): string[] {
  const names = machines
    .filter((one) => provider === null || one.provider === provider)
    .map((one) => one.instanceType);
  return nearestIds(instanceType, names);
}
