import { cite, type Figure } from '@app/kernel';
import { billOf } from '@app/pricing';
import type { Analysis } from '../analysis';
import type { HostSizing } from '../bench/host-sizing';
import { headed, nameOf, offerName } from '../bench/naming';
import { ownedBill, ownedMonth } from '../bench/owned-price';
import { PURCHASE_WORDS } from '../bench/purchase-words';
import { boughtWords } from '../bench/to-be-bought';
import type { WorkloadBench } from '../bench/workload-bench';
import type { Workbench } from '../workbench';

/** Hardware that is there already: what running it costs, and what renting in its place would. */
export function ownHardwareCase(notes: Analysis, workload: WorkloadBench, bench: Workbench): string {
  const own = runningCost(notes, workload, bench);
  const costs = own ? `costs ${cite(own)} to run on owned hardware` : 'runs on owned hardware';
  const offer = workload.cheapest();
  const monthly = offer?.priced.monthly[workload.purchase];
  if (!offer || !monthly)
    return own
      ? `${nameOf(workload)} ${costs}.`
      : `${nameOf(workload)} ${costs}, at a cost that is not evaluated.`;
  notes.find({
    id: `cto.${workload.id}.cost-avoided`,
    severity: 'info',
    title: headed(workload, `renting in place of the owned hardware would cost ${cite(monthly)}`),
    statement: `That is the cheapest offer within the limits, ${offerName(offer)}, ${PURCHASE_WORDS[workload.purchase]}.`,
  });
  return `${nameOf(workload)} ${costs}; renting in its place would cost ${cite(monthly)}.`;
}

/** Hardware that would be bought, because nothing else is to be had: what writing it off and running it costs. */
export function boughtHardwareCase(
  notes: Analysis,
  workload: WorkloadBench,
  bench: Workbench,
  sizing: HostSizing,
): string | null {
  const parts = ownedBill(bench, workload) ?? [];
  const bill = billOf(`pricing.${workload.id}.bought-bill`, `Hardware bought for ${workload.id}`, parts);
  const unknown = bill.unknown.map(({ monthly }) => monthly.unknown ?? monthly.label);
  if (bill.monthly.value === null || unknown.length > 0) {
    notes.leaveOut({
      id: `cto.${workload.id}.cost-36-months`,
      subject: `Cost of ${nameOf(workload)} over three years`,
      reason: unknown.length > 0 ? unknown.join('; ') : 'nothing is known of what the hardware costs',
    });
    return null;
  }
  workload.keep([bill.monthly]);
  const what = boughtWords(sizing, bench.catalog);
  notes.find({
    id: `cto.${workload.id}.bought-cost`,
    severity: 'info',
    title: headed(workload, `${what} bought cost ${cite(bill.monthly)}`),
    statement:
      'Write-off and power at the prices that were given, as if at full load all month, whatever the load. Space, spares and the people who look after them are in it only where they were stated.',
  });
  return `${nameOf(workload)} on ${what} to be bought costs ${cite(bill.monthly)}.`;
}

function runningCost(notes: Analysis, workload: WorkloadBench, bench: Workbench): Figure | null {
  const { monthly, unknown } = ownedMonth(bench, workload);
  if (unknown.length > 0) {
    notes.leaveOut({
      id: `cto.${workload.id}.own-cost`,
      subject: `Running cost of ${nameOf(workload)} on owned hardware`,
      reason: unknown.join('; '),
    });
    const index = workload.ownedFit()?.hardware.index ?? 0;
    // The same hardware may carry several workloads: it is asked for once.
    notes.ask({
      id: `question.owned.${index}.price`,
      pointer: `/currentInfrastructure/${index}/purchasePriceUsd`,
      question: 'What did the owned accelerators cost to buy, and what does a kWh cost where they stand?',
      why: 'Write-off and power of what is owned stay out of the totals until both are known.',
      priority: 'should',
    });
  }
  if (monthly === null) return null;
  notes.find({
    id: `cto.${workload.id}.own-cost`,
    severity: 'info',
    title: headed(workload, `write-off and power of the owned hardware cost ${cite(monthly)}`),
    statement:
      'For the accelerators that it uses, as if at full load all month. Space, spares and the people who look after them are in it only where they were stated.',
  });
  return monthly;
}
