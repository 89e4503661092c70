/** An approval as the API answers with it. */
export interface Asked {
  readonly id: string;
  readonly state: string;
  readonly stale: boolean;
  readonly version: number;
  readonly contentHash: string;
  readonly waitingFor: readonly string[];
  readonly endedAt: string | null;
  readonly steps: ReadonlyArray<{ readonly deadline: string | null }>;
  readonly entries: ReadonlyArray<{ readonly by: string; readonly decision: string; readonly at: string }>;
}

/** Two steps with one person each. */
export const spend = {
  name: 'Spending',
  steps: [
    { name: 'Engineering', role: 'engineer', quorum: 1, deadlineDays: 3 },
    { name: 'Finance', role: 'cfo', quorum: 1, deadlineDays: 7 },
  ],
  members: [
    { person: 'ann', roles: ['engineer'] },
    { person: 'dan', roles: ['cfo'] },
  ],
};
/** Twenty people. */
export const people = Array.from({ length: 20 }, (_, index) => `p${index + 1}`);
/** One step of {@link people}. */
export const aCrowd = (quorum: number) => ({
  name: 'Crowd',
  steps: [{ name: 'All', role: 'voter', quorum, deadlineDays: 1 }],
  members: people.map((person) => ({ person, roles: ['voter'] })),
});

/** An assessment of one workload. */
export const oneChat = {
  name: 'Chat',
  workloads: [{ kind: 'llm-serving', traffic: { requestsPerDay: 10_000 } }],
};
