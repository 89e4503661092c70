import { parseArgs } from 'node:util';

export interface Options {
  /** Ids of the drills to run; empty: all. */
  readonly drills: readonly string[];
  /** How often each strikes; null: as often as it says itself. */
  readonly rounds: number | null;
  readonly seed: number;
  /** The end of the storm. */
  readonly minutes: number;
  readonly json: boolean;
  readonly keepData: boolean;
  /** Short blows and few rounds, as in the tests. */
  readonly quick: boolean;
}

export const USAGE = `npm run chaos -- [options]
  --drills D2,D5   only these; all and then the storm if left out
  --rounds N       how often each drill strikes
  --seed S         draws the same moments and victims again
  --minutes M      how long the storm lasts (2)
  --quick          short blows and few rounds; speed is not judged
  --json           one JSON object on stdout instead of a table
  --keep-data      leave logs and data where they are
`;

/** @throws what is wrong with the arguments */
export function optionsOf(args: readonly string[]): Options {
  const { values } = parseArgs({
    args: [...args],
    options: {
      drills: { type: 'string', default: '' },
      rounds: { type: 'string' },
      seed: { type: 'string' },
      minutes: { type: 'string', default: '2' },
      json: { type: 'boolean', default: false },
      quick: { type: 'boolean', default: false },
      'keep-data': { type: 'boolean', default: false },
    },
  });
  return {
    drills: values.drills.split(',').filter((id) => id !== ''),
    rounds: values.rounds === undefined ? null : positive('--rounds', values.rounds),
    seed: values.seed === undefined ? Date.now() % 1_000_000 : positive('--seed', values.seed),
    minutes: positive('--minutes', values.minutes),
    json: values.json,
    keepData: values['keep-data'],
    quick: values.quick,
  };
}

function positive(name: string, text: string): number {
  const number = Number(text);
  if (!(number > 0) || !Number.isFinite(number)) {
    throw new Error(`${name} must be a number above 0, not ${text}\n\n${USAGE}`);
  }
  return number;
}
