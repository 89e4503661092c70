import type { Purchase } from '@app/catalog';
import type { ReplicaCapacity } from '@app/sizing';

/** A commitment is paid for all month, whatever runs on it. */
export function isPaidAllMonth(purchase: Purchase): boolean {
  return purchase === 'commit-1y' || purchase === 'commit-3y';
}

/** Share of the fleet of the peak that is paid for on average: 1 where none of it comes and goes. */
export function rentedShareOf(
  { rentedShare }: Pick<ReplicaCapacity, 'rentedShare'>,
  purchase: Purchase,
): number {
  return isPaidAllMonth(purchase) ? 1 : (rentedShare ?? 1);
}
