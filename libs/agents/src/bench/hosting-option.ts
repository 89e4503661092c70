import type { Decision, Presumption } from '../agent-output';
import { labelled, listOf, placesOf } from './naming';
import type { WorkloadBench } from './workload-bench';

/** Ways to run a workload. `api-in-region` is an API of which the place of processing is still to be confirmed. */
const API_OPTIONS = ['api', 'api-in-region'];

/** A vote on hosting, all but its ground: every agent means the same by an option and calls it the same. */
export function hostingOption(
  bench: WorkloadBench,
  side: 'api' | 'self-host',
): Pick<Decision, 'key' | 'label' | 'option' | 'optionLabel'> {
  const about = { key: `${bench.id}.hosting`, label: labelled(bench, 'Hosting') };
  if (side === 'self-host') return { ...about, option: 'self-host', optionLabel: 'Own hosting' };
  const place = placesOf(bench);
  return place.length === 0
    ? { ...about, option: 'api', optionLabel: 'Model API' }
    : {
        ...about,
        option: 'api-in-region',
        optionLabel: `Model API, once processing in ${listOf(place)} is confirmed`,
      };
}

/** What is bought so only where it is listed so: another place has prices of its own. */
export function boughtAt(bench: WorkloadBench, place: string, words: string): Presumption {
  return { key: `${bench.id}.provider`, options: [place], words: `if at ${words}` };
}

/** What matters only if the workload is hosted, or only if it runs on an API. */
export function presuming(bench: WorkloadBench, side: 'api' | 'self-host'): Presumption {
  return {
    key: `${bench.id}.hosting`,
    options: side === 'api' ? API_OPTIONS : ['self-host'],
    words: side === 'api' ? 'if by API' : 'if hosted',
  };
}
