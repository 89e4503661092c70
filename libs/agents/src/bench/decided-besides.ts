import type { DecidedChoices, DecidedPlan } from './decided-choices';

/** Choices of hardware on which agents take their positions among what the other decisions leave. */
export type HardwareChoice = 'provider' | 'accelerator' | 'purchase';

/** The part of a plan that the stated weights choose. */
export type WeighedChoice = Required<Pick<DecidedChoices, 'acceleratorId' | 'purchase'>> & {
  readonly place: { readonly provider: string; readonly region: string };
};

const FIELDS = {
  provider: 'place',
  accelerator: 'acceleratorId',
  purchase: 'purchase',
} as const satisfies Record<HardwareChoice, keyof DecidedChoices>;

/**
 * What people decided beside one choice of hardware. That it runs by API is not among it: a position on hardware
 * presumes own hosting.
 */
export function decidedBesides(
  { choices, outcomes }: DecidedPlan,
  id: string,
  name: HardwareChoice,
): DecidedPlan {
  const left: DecidedChoices = { ...choices, [FIELDS[name]]: undefined };
  const byApi = left.hosting === 'api';
  return {
    choices: byApi ? { ...left, hosting: undefined } : left,
    outcomes: outcomes.filter(({ key }) => key !== `${id}.${name}` && !(byApi && key === `${id}.hosting`)),
  };
}
