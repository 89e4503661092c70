import type { CurrentInfrastructureInput } from '@app/assessments/pure';
import type { MachineDraft, SourcePlace } from './upload';

interface Entry {
  readonly entry: CurrentInfrastructureInput;
  readonly reasons: string[];
  readonly place: SourcePlace;
}

/** Reasons that are told of one proposal; the rest is counted. */
const MOST_REASONS = 5;

/** Adds machines of one kind in one place up to one proposal. */
export class MachineBook {
  private readonly entries = new Map<string, Entry>();

  add(entry: CurrentInfrastructureInput, reason: string, place: SourcePlace): void {
    const key = machineKey(entry);
    const known = this.entries.get(key);
    if (!known) {
      this.entries.set(key, { entry, reasons: [reason], place });
      return;
    }
    known.reasons.push(reason);
    this.entries.set(key, { ...known, entry: { ...entry, count: known.entry.count + entry.count } });
  }

  drafts(): MachineDraft[] {
    return [...this.entries.values()].map(({ entry, reasons, place }) => {
      const more = reasons.length - MOST_REASONS;
      const why = `${reasons.slice(0, MOST_REASONS).join('; ')}${more > 0 ? `; and ${more} more` : ''}`;
      return { target: 'machines', entry, why, ...place };
    });
  }
}

/** What makes two entries the same machines: who provides them, where, and which. */
export function machineKey(entry: CurrentInfrastructureInput): string {
  const { provider, region, instanceType, acceleratorId, owned } = entry;
  const which = instanceType ? ['type', instanceType.toLowerCase()] : ['accelerator', acceleratorId ?? null];
  return JSON.stringify([provider ?? null, region ?? null, ...which, owned === true]);
}
