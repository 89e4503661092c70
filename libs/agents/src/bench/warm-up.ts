import type { Workbench } from '../workbench';
import { breathe } from './breathe';

/**
 * Runs the engines that agents share one by one, with a breath after each: whichever agent comes first would otherwise
 * compute all of them in one piece, and hold up everything else in the process.
 */
export async function warmUp(bench: Workbench, signal: AbortSignal): Promise<void> {
  await step(signal, () => bench.compliance);
  for (const workload of await listed(bench, signal)) {
    await step(signal, () => workload.sized());
    await step(signal, () => workload.priced());
    await step(signal, () => workload.breakEven());
    await step(signal, () => workload.hostingTotal());
    await step(signal, () => workload.apiOver36Months());
  }
}

async function listed(bench: Workbench, signal: AbortSignal): Promise<Workbench['workloads']> {
  let workloads: Workbench['workloads'] = [];
  await step(signal, () => (workloads = bench.workloads));
  return workloads;
}

async function step(signal: AbortSignal, run: () => unknown): Promise<void> {
  await breathe(signal);
  try {
    run();
  } catch {
    // The agent that needs this result meets the same error itself; the others are not to fail with it.
  }
}
