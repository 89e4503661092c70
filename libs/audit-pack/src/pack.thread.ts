import { threadProgram } from '@app/kernel';
import { buildPack } from './build-pack';
import type { PackFacts } from './pack-facts';

/** What a thread that makes packs runs. */
export const answer = threadProgram({ buildPack: (facts: PackFacts) => buildPack(facts) });
