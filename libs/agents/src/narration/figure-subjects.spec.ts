import { aFigure, aFinding, anOutput } from '../../../../test/support/agent-output.builder';
import { narrationFaults } from './figure-guard';

const COST = 'Three years cost [[cost.api]] by API, [[cost.hosted]] hosted.';
const FLEET =
  'Chat needs [[fleet.chat]] replicas and search needs [[fleet.search]] replicas; the API is cheaper than hosting at this load.';
const WAIT = 'The first token comes after [[wait.token]] at peak.';

const OUTPUT = anOutput({
  agent: 'cto',
  summary: 'The plan costs [[cost.api]].',
  findings: [
    aFinding({ id: 'cto.cost', title: 'Cost', statement: COST }),
    aFinding({ id: 'cto.fleet', title: 'Fleet', statement: FLEET }),
    aFinding({ id: 'cto.wait', title: 'Latency', statement: WAIT }),
  ],
  figures: [
    aFigure({ id: 'cost.api', unit: 'USD', inputs: ['price.api'] }),
    aFigure({ id: 'cost.hosted', unit: 'USD' }),
    aFigure({ id: 'price.api', unit: 'USD/month', label: 'Price a month' }),
    ...['fleet.chat', 'fleet.search'].map((id) => aFigure({ id, label: 'Replicas' })),
    aFigure({ id: 'wait.token', unit: 'ms', label: 'Time to first token' }),
  ],
});

type Over = Partial<Record<'cost' | 'fleet' | 'wait', string>>;

function faultsOf({ cost = COST, fleet = FLEET, wait = WAIT }: Over): string {
  const statements = [
    { id: 'cto.cost', text: cost },
    { id: 'cto.fleet', text: fleet },
    { id: 'cto.wait', text: wait },
  ];
  const faults = narrationFaults(OUTPUT, { summary: OUTPUT.summary, statements, priorities: [] });
  return faults.map(({ words }) => words).join('\n');
}

describe('the guard on what a figure is said of', () => {
  it.each<[string, Over]>([
    [
      'words before their figures',
      { cost: 'By API three years cost [[cost.api]]; hosted, [[cost.hosted]].' },
    ],
    [
      'words that are left out',
      { cost: 'The cost by API is [[cost.api]], or [[cost.hosted]] hosted, for three years.' },
    ],
    ['a month that a label has', { cost: `${COST} The API has its cost at [[price.api]] a month.` }],
    [
      'a comparison put first',
      {
        fleet:
          'At this load the API is cheaper than hosting; chat needs [[fleet.chat]] and search [[fleet.search]] replicas.',
      },
    ],
  ])('passes %s', (_what, over) => {
    expect(faultsOf(over)).toBe('');
  });

  it.each<[string, Over, RegExp]>([
    [
      'the figures of two workloads changed',
      { fleet: FLEET.replace('Chat', 'Search').replace('search', 'chat') },
      /says of \[\[fleet\.chat\]\] what the given text says of \[\[fleet\.search\]\]/,
    ],
    [
      'two ways to pay changed',
      { cost: 'Three years cost [[cost.api]] hosted, [[cost.hosted]] by API.' },
      /says of \[\[cost\.\w+\]\] what/,
    ],
    [
      'one workload given the figure of another that is left out',
      { fleet: FLEET.replace('Chat', 'Search').replace('and search needs', 'and it takes') },
      /says of \[\[fleet\.chat\]\] what/,
    ],
    [
      'the sides of a comparison changed',
      { fleet: FLEET.replace('the API is cheaper than hosting', 'hosting is cheaper than the API') },
      /turns the comparison/,
    ],
    ['a rate', { cost: COST.replace('[[cost.api]]', '[[cost.api]] daily') }, /"daily" is a unit/],
    [
      'a rate of two words',
      { cost: COST.replace('[[cost.api]]', '[[cost.api]] per day') },
      /"day" is a unit/,
    ],
    ['a unit in brackets', { wait: WAIT.replace(' at peak', ' (in hours) at peak') }, /"hours" is a unit/],
    ['a unit further off', { wait: WAIT.replace('comes', 'comes, counted in hours,') }, /"hours" is a unit/],
    [
      'a range with a dash',
      { cost: 'Three years cost [[cost.api]]–[[cost.hosted]] by API, hosted.' },
      /makes a range/,
    ],
    [
      'a range in words',
      { cost: 'Three years cost [[cost.api]] to [[cost.hosted]] by API, hosted.' },
      /makes a range/,
    ],
    ['a time turned around', { wait: WAIT.replace('after', 'before') }, /an order in time \("before"\)/],
    ['an earning', { cost: COST.replace('cost', 'earn') }, /a trend \("earn"\)/],
    ['no cost at all', { cost: `${COST} The API is free of cost.` }, /an amount \("free"\)/],
    [
      'an order of magnitude',
      { cost: `${COST} An order of magnitude of cost.` },
      /"magnitude" says an amount/,
    ],
    ['basis points', { cost: `${COST} The cost is a basis point.` }, /"point" says an amount/],
    ['percent in two words', { cost: `${COST} A per cent of cost.` }, /"cent" says an amount/],
    ['a handful', { cost: `${COST} A handful of cost.` }, /"handful" says an amount/],
    ['a number word in Italian', { cost: `${COST} The cost is tredici.` }, /"tredici" says an amount/],
    ['a number as a picture', { cost: `${COST} The cost is 💯.` }, /has a picture/],
    ['the face of a die', { cost: `${COST} The cost is ⚄.` }, /has a picture/],
    ['its instructions', { cost: `${COST} My instructions say to cite cost.` }, /talk of its task/],
  ])('refuses %s', (_what, over, fault) => {
    expect(faultsOf(over)).toMatch(fault);
  });
});
