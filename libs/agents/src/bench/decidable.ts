import { DUTY_OPTIONS, isDutyKey } from './decided-duties';
import { readScaling, SCALING_MODES } from './scaling-choice';

/** Options of a choice that a person may take although no agent proposes them, as they are to be written; often none. */
export function decidableOptions(key: string): readonly string[] {
  if (isDutyKey(key)) return DUTY_OPTIONS;
  return isScalingKey(key) ? [...SCALING_MODES, 'fixed:4', 'autoscale:2-8', 'scale-ahead:2-8'] : [];
}

/** Whether a person may decide so although no agent proposes it: what it costs is then computed, not looked up. */
export function isDecidable(key: string, option: string): boolean {
  return isScalingKey(key) ? readScaling(option) !== null : decidableOptions(key).includes(option);
}

function isScalingKey(key: string): boolean {
  return key.endsWith('.scaling');
}
