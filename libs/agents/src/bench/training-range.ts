import { cite } from '@app/kernel';
import { type HostSizing, sizingFigure } from './host-sizing';

/** Why the hours of a training reach so far down; empty for other work. */
export function tunedRunWords(sizing: HostSizing | null): string {
  const hours = sizing?.kind === 'training' ? sizingFigure(sizing, 'accelerator-hours') : undefined;
  if (hours?.value == null || hours.low === null) return '';
  const less = hours.low < hours.value / 2 ? 'less than half of that' : 'less';
  return `The ${cite(hours)} of accelerators are reckoned from whole published runs; training steps by themselves are measured to be faster, so that a well-tuned run may take ${less}: the low end of the range.`;
}
