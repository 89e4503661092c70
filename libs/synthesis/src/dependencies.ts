import type { RecommendationDependency, RecommendationDraft } from '@app/agents';
import { InvariantError } from '@app/kernel';
import { byText } from './ordering';
import { kindOf } from './recommendation-kind';

/** What the rules read of a recommendation. */
export type Dependant = Pick<RecommendationDraft, 'key' | 'workloadIds' | 'severity' | 'compliance'> & {
  readonly implementation: Pick<RecommendationDraft['implementation'], 'dependencies'>;
  /** What it would deploy, if anything; `place` is null on hardware of one's own. */
  readonly deployment?: RecommendationDraft['deployment'] | null;
};

const HOSTING = ['host', 'use-api'];
const SEVERE = ['high', 'critical'];

/** What is rented stands in accounts and networks that are there before anybody is let on. */
const LANDING_ZONE: RecommendationDependency = {
  key: 'landing-zone',
  kind: 'before-go-live',
  why: 'What is rented stands in its accounts, network and identities.',
};

/** Within a workload: what cannot begin before what. */
const SEQUENCE: Readonly<Record<string, ReadonlyArray<readonly [string, string]>>> = {
  commit: [
    ['host', 'Only what runs can be measured, and only what was measured should be committed to.'],
    ['pilot', 'The pilot measures the load whose steady part is committed to.'],
  ],
  zones: [['host', 'There is nothing to spread before it is hosted.']],
  'scale-ahead': [['host', 'There are no replicas to add before it is hosted.']],
  'api-fallback': [['use-api', 'There is nothing to fall back from before an API is used.']],
  host: [['name-model', 'The model decides the hardware.']],
  'use-api': [['name-model', 'The model decides the API.']],
};

/**
 * What each recommendation hangs on, by its key. Beside what agents said: a commitment and the spreading over zones come
 * after hosting; and a workload goes live only when the controls that law asks for, missing and of high severity, are there.
 *
 * @throws invariant-broken naming the ring, when recommendations wait for each other
 */
export function dependenciesOf(
  all: readonly Dependant[],
): ReadonlyMap<string, readonly RecommendationDependency[]> {
  const known = new Set(all.map(({ key }) => key));
  const found = new Map(
    all.map((one): [string, readonly RecommendationDependency[]] => {
      const said = one.implementation.dependencies ?? [];
      const byKey = new Map([...said, ...ruled(one, all)].reverse().map((entry) => [entry.key, entry]));
      const own = [...byKey.values()].filter(({ key }) => key !== one.key && known.has(key));
      return [one.key, own.sort((a, b) => byText(a.key, b.key))];
    }),
  );
  refuseRings(found);
  return found;
}

function ruled(one: Dependant, all: readonly Dependant[]): RecommendationDependency[] {
  const { name, workloadId } = kindOf(one);
  if (workloadId === null) return [];
  const inSequence = (SEQUENCE[name] ?? []).map(([before, why]): RecommendationDependency => {
    return { key: `${workloadId}.${before}`, kind: 'after', why };
  });
  if (!HOSTING.includes(name)) return inSequence;
  const { deployment } = one;
  const ready = deployment && deployment.mode !== 'api' && deployment.place ? [LANDING_ZONE] : [];
  const duties = all.filter((other) => isMissingDuty(other) && other.workloadIds.includes(workloadId));
  return [
    ...inSequence,
    ...ready,
    ...duties.map(({ key }): RecommendationDependency => {
      const why = 'A requirement that applies is not met without it.';
      return { key, kind: 'before-go-live', why };
    }),
  ];
}

function isMissingDuty(one: Dependant): boolean {
  return (
    kindOf(one).name === 'control' && SEVERE.includes(one.severity) && one.compliance.requirements.length > 0
  );
}

function refuseRings(found: ReadonlyMap<string, readonly RecommendationDependency[]>): void {
  const done = new Set<string>();
  const walk = (key: string, path: readonly string[]): void => {
    if (done.has(key)) return;
    if (path.includes(key)) {
      const ring = [...path.slice(path.indexOf(key)), key].join(' -> ');
      throw new InvariantError(`recommendations wait for each other: ${ring}`);
    }
    for (const dependency of found.get(key) ?? []) walk(dependency.key, [...path, key]);
    done.add(key);
  };
  for (const key of found.keys()) walk(key, []);
}

/**
 * The wave in which each can begin, from 1: after all that it comes `after`. What is needed `before-go-live` only makes
 * nobody wait. Of dependencies without a ring.
 */
export function wavesOf(
  found: ReadonlyMap<string, readonly RecommendationDependency[]>,
): ReadonlyMap<string, number> {
  const waves = new Map<string, number>();
  const waveOf = (key: string): number => {
    const known = waves.get(key);
    if (known !== undefined) return known;
    const before = (found.get(key) ?? []).filter(({ kind }) => kind === 'after');
    const wave = 1 + Math.max(0, ...before.map((dependency) => waveOf(dependency.key)));
    waves.set(key, wave);
    return wave;
  };
  for (const key of found.keys()) waveOf(key);
  return waves;
}
