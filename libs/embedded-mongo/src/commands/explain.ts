import { MongoFault, notImplemented } from '../mongo-fault';
import type { Doc } from '../values/document';
import { isDoc } from '../values/document';
import { countAll } from '../pipeline/stage';
import type { Command } from './command';
import { checkOptions } from './command';
import type { Found } from './read-commands';
import { READ_COMMANDS, runAggregate, runCount, runDistinct, runFind } from './read-commands';

const RUNNERS = { find: runFind, aggregate: runAggregate, count: runCount, distinct: runDistinct };

/** Runs the command and tells how: which index, and how many documents it looked at. */
export const explain: Command = {
  options: ['verbosity'],
  run(body, database, { store }) {
    if (!isDoc(body.explain)) throw new MongoFault('TypeMismatch', 'explain takes a command');
    const [name = ''] = Object.keys(body.explain);
    const command = READ_COMMANDS[name];
    const runner = Object.hasOwn(RUNNERS, name) ? RUNNERS[name as keyof typeof RUNNERS] : undefined;
    if (!runner || !command) throw notImplemented(`explain of ${name}`);
    const { explain: _flag, ...inner } = body.explain;
    checkOptions(name, command, inner);
    const { docs, plan }: Found = runner(inner, database, store);
    const nReturned = countAll(docs);
    const namespace = `${database}.${String(inner[name])}`;
    const queryPlanner = { namespace, winningPlan: winningPlan(plan), rejectedPlans: [] };
    if (body.verbosity === 'queryPlanner') return { explainVersion: '1', queryPlanner, command: inner };
    const executionStats = {
      executionSuccess: true,
      nReturned,
      totalKeysExamined: plan.index ? plan.docsExamined : 0,
      totalDocsExamined: plan.docsExamined,
    };
    return { explainVersion: '1', queryPlanner, executionStats, command: inner };
  },
};

function winningPlan({ index, ordered }: Found['plan']): Doc {
  const scan = index
    ? {
        stage: 'FETCH',
        inputStage: {
          stage: 'IXSCAN',
          indexName: index.spec.name,
          keyPattern: index.spec.key,
          isMultiKey: index.multikey,
        },
      }
    : { stage: 'COLLSCAN', direction: 'forward' };
  return ordered ? scan : { stage: 'SORT', inputStage: scan };
}
