import { literal } from '@app/kernel';
import { agreementWith } from '../bench/processing-terms';
import type { Workbench } from '../workbench';

/** What is known of the processing agreement with a provider, and what is left to do about it. */
export function agreementTerms(
  bench: Workbench,
  name: string,
): { readonly state: string; readonly step: string | null } {
  const provider = literal(name);
  const { state, artefact } = agreementWith(bench, name);
  const evidence = artefact === null ? '' : `“${literal(artefact)}”`;
  if (state === 'evidenced') return { state: `An agreement with it is evidenced: ${evidence}.`, step: null };
  return state === 'of-another'
    ? {
        state: `The agreement that is evidenced (${evidence}) does not name ${provider}.`,
        step: `Sign a processing agreement with ${provider}: the evidence given names another party.`,
      }
    : {
        state: 'No processing agreement in force is evidenced.',
        step: `Sign a processing agreement with ${provider} and record it as evidence.`,
      };
}
