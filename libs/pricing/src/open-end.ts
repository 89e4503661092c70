import type { Figure } from '@app/kernel';

/** Whether a cost has a low end and nothing that bounds it above. */
export function isOpen({ low, high }: Pick<Figure, 'low' | 'high'>): boolean {
  return low !== null && high === null;
}
