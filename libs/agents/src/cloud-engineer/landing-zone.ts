import { cite } from '@app/kernel';
import type { PlatformPart } from '@app/pricing';
import type { RecommendationDraft } from '../agent-output';
import type { Analysis } from '../analysis';
import { type PricedPlatform, platformOf, rentedWorkloads } from '../bench/price-platform';
import { dutiesNaming } from '../bench/processing-terms';
import { counted } from '../bench/naming';
import { weighEffort } from '../bench/worth-its-effort';
import type { Workbench } from '../workbench';

/** The platform around the rented hardware: its services with their prices, and the order in which to build it. */
export function landingZone(notes: Analysis, bench: Workbench): PricedPlatform | null {
  const platform = platformOf(bench);
  if (!platform) {
    notes.leaveOut({
      id: 'cloud-engineer.landing-zone',
      subject: 'Landing zone: accounts, network, identity, egress and managed services',
      reason: 'limits and cost put no workload on rented hardware, so there is nothing around it to price',
    });
    return null;
  }
  const { provider, region, bill, parts } = platform;
  if (bill.monthly.value === null) {
    notes.leaveOut({
      id: 'cloud-engineer.landing-zone',
      subject: `Platform at ${provider}: network, storage, logs and managed services`,
      reason: `the catalog lists no service of ${provider}; its instances alone are priced`,
    });
    return null;
  }
  notes.assume(...platform.taken.flatMap(({ assumption }) => assumption ?? []));
  notes.ask(...platform.taken.flatMap(({ question }) => question ?? []));
  notes.show({
    id: 'cloud-engineer.platform',
    title: `Platform at ${provider} in ${region}`,
    columns: ['Service', 'Name at the provider', 'Amount', 'A month', 'Price of'],
    rows: parts.map((part) => [
      part.monthly.label,
      nameOf(part),
      amountOf(part),
      part.monthly.value === null ? 'not in the catalog' : cite(part.monthly),
      part.row ? `${part.row.source.asOf}${part.elsewhere ? `, ${part.row.region}` : ''}` : '–',
    ]),
    note: 'Where another region is named, its price stands in, with the range of all prices that are listed for the service.',
  });
  const unknown = bill.unknown.map(({ monthly }) => monthly.label.toLowerCase());
  notes.find({
    id: 'cloud-engineer.platform',
    severity: 'info',
    title: `The platform around the rented hardware costs ${cite(bill.monthly)}`,
    statement: [
      `One region, ${region} at ${provider}: control plane, network, storage, logs, registry, keys, one database with its disks and one cache as the load of requests needs them. Backups, the processors of the API tier, support contracts and people are not in it.`,
      unknown.length === 0
        ? ''
        : `The list of ${provider} has no price of ${unknown.join(', ')}; at the high end the dearest listed price counts, where there is one.`,
    ]
      .filter((sentence) => sentence !== '')
      .join(' '),
  });
  recommendLandingZone(notes, bench, platform);
  return platform;
}

/** The name without its size: what is needed of it stands beside it. */
function nameOf({ row }: PlatformPart): string {
  return row?.service.replace(/ \([^)]*\)$/, '') ?? '–';
}

function amountOf(part: PlatformPart): string {
  const amount = part.figures[0];
  return amount && amount.value !== null ? cite(amount) : '–';
}

/** Controls that separate accounts, networks, identities, keys and central logs are there for. */
const SERVED = [
  'environment-separation',
  'network-segmentation',
  'role-based-access',
  'audit-logging',
  'key-management',
];

/** Recommended where a duty asks for it, or where what it carries costs at least as much a year as building it. */
function recommendLandingZone(notes: Analysis, bench: Workbench, platform: PricedPlatform): void {
  const { provider, region, bill } = platform;
  const duties = [...new Set(SERVED.flatMap((control) => dutiesNaming(bench, control)))].sort();
  const rented = rentedWorkloads(bench).map(({ workload, offer }) => offer.priced.monthly[workload.purchase]);
  const weighed = weighEffort(notes, bench, {
    key: 'landing-zone',
    effort: PLAN.effort,
    steps: PLAN.steps.length,
    concerned: [...rented, bill.monthly],
    concerns: 'what is rented, with its platform',
  });
  const work = weighed
    ? `Building it takes about ${cite(weighed.days)}, some ${cite(weighed.cost)} of people’s time; what it carries costs ${cite(weighed.yearly)}.`
    : '';
  if (weighed && !weighed.isWorthIt && duties.length === 0) {
    notes.find({
      id: 'cloud-engineer.landing-zone',
      severity: 'info',
      title: `A landing zone of its own at ${provider} is not recommended: the work would cost more than a year of what it carries`,
      statement: `${work} No duty in force asks for its parts. Use an account that exists, with a second factor at sign-in, storage that is not public and a budget with an alert; build one when more is rented or a duty begins.`,
    });
    return;
  }
  notes.recommend({
    key: 'landing-zone',
    title: `Build a landing zone at ${provider} in ${region} before the first workload`,
    rationale: [
      'Accounts, network, identity and logs that come later are built twice; what exists of it already counts as done.',
      work,
      asked(notes, duties),
    ]
      .filter((sentence) => sentence !== '')
      .join(' '),
    severity: 'medium',
    workloadIds: [],
    cost: {
      figureIds: [bill.monthly.id, ...(weighed ? [weighed.cost.id] : [])],
      note: 'Services at list prices; support and the workloads themselves are not in it.',
    },
    compliance: {
      requirements: duties,
      note: 'Separate accounts, central logs and managed keys are what most controls on access and audit stand on.',
    },
    implementation: {
      ...PLAN,
      prerequisites: [
        `A contract with ${provider}, and its regions agreed with those who answer for the data.`,
      ],
    },
  });
}

function asked(notes: Analysis, duties: readonly string[]): string {
  if (duties.length === 0) return '';
  const count = notes.count(
    'cloud-engineer.landing-zone.duties',
    'Requirements in force that name a control which the landing zone carries',
    duties.length,
    `count of requirements that apply and name one of: ${SERVED.join(', ')}`,
  );
  return `Duties in force ask for its parts: ${counted(count, 'requirement names', 'requirements name')} a control that it carries.`;
}

const PLAN: Pick<RecommendationDraft['implementation'], 'effort' | 'steps'> = {
  effort: 'weeks',
  steps: [
    'Separate accounts (or subscriptions, or projects) for production, trials and central logs, under one organisation with guard rails on regions and services.',
    'Sign-in through the identity provider of the organisation with a second factor; no long-lived keys; a break-glass account that is watched.',
    'A network in each account with private subnets for accelerators, one controlled way out, and private access to storage and registry.',
    'Encryption by managed keys for storage, disks and logs, and rotation of the keys.',
    'Central logs, metrics and cost export from the first day; a budget with alerts before the first accelerator starts.',
    'All of it as code in a repository with review, so that a second region can be built from it.',
  ],
};
