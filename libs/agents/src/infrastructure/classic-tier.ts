import { cite } from '@app/kernel';
import type { Analysis } from '../analysis';
import { headed, nameOf } from '../bench/naming';
import { tiersOf } from '../bench/size-depth';
import type { WorkloadBench } from '../bench/workload-bench';
import { tierTable } from './serving-depth';

/** Processors and memory of a classic model with what stands around it. Whether its load is known. */
export function classicTier(notes: Analysis, workload: WorkloadBench): boolean {
  const tiers = tiersOf(workload, ['classic-ml', 'api', 'database', 'cache']);
  const scoring = tiers[0];
  if (scoring === undefined) {
    notes.leaveOut({
      id: `infrastructure.${workload.id}.sizing`,
      subject: `Processors for ${nameOf(workload)}`,
      reason: 'the requests per second at the peak were not given',
    });
    return false;
  }
  const { ids } = scoring;
  const at = (name: keyof typeof ids): string => cite({ id: ids[name] });
  notes.find({
    id: `infrastructure.${workload.id}.capacity`,
    severity: 'info',
    title: headed(workload, `${at('vcpus')} and ${at('memory')} of memory, no accelerators`),
    statement: `At the peak ${at('cores')} cores are at work; that makes ${at('instances')} instances. The processor time of a prediction is assumed in a wide range: measuring it on ten thousand real rows narrows every number here.`,
  });
  tierTable(notes, workload, tiers);
  return true;
}
