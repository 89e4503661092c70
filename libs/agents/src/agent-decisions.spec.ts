import type { AssessmentInput, WorkloadInput } from '@app/assessments';
import { loadCatalog } from '@app/catalog';
import type { AgentId } from './agent-id';
import type { AgentOutput } from './agent-output';
import { agentById } from './agents';
import { createWorkbench } from './create-workbench';

function anInput(
  over: Partial<AssessmentInput> = {},
  workload: Partial<WorkloadInput> = {},
): AssessmentInput {
  return {
    name: 'A test',
    workloads: [
      {
        id: 'chat',
        kind: 'llm-serving',
        model: { id: 'llama-3.1-8b', apiId: 'openai/gpt-5' },
        traffic: { requestsPerDay: 20_000 },
        dataClasses: ['personal'],
        ...workload,
      },
    ],
    organisation: { regions: ['DE'], industry: 'retail' },
    ...over,
  };
}

async function ask(agent: AgentId, input: AssessmentInput): Promise<AgentOutput> {
  const bench = createWorkbench({ input, catalog: loadCatalog(), asOf: '2026-11-20', seed: 1 });
  return agentById(agent).analyse(bench, new AbortController().signal);
}

async function voteOf(agent: AgentId, key: string, input: AssessmentInput) {
  const { decisions } = await ask(agent, input);
  return decisions.find((entry) => entry.key === key);
}

describe('votes on hosting', () => {
  it('follow a stated limit', async () => {
    const limited = anInput({ constraints: { selfHostOnly: true } });
    expect(await voteOf('ai-consultant', 'chat.hosting', limited)).toMatchObject({
      option: 'self-host',
      basis: 'constraint',
    });
    const apiOnly = anInput({ constraints: { apiOnly: true } });
    expect(await voteOf('ai-consultant', 'chat.hosting', apiOnly)).toMatchObject({
      option: 'api',
      basis: 'constraint',
    });
  });

  it('turn with the load where nothing limits them', async () => {
    const few = await voteOf(
      'ai-consultant',
      'chat.hosting',
      anInput({}, { traffic: { requestsPerDay: 200 } }),
    );
    const many = await voteOf(
      'ai-consultant',
      'chat.hosting',
      anInput({}, { traffic: { requestsPerDay: 400_000 } }),
    );
    expect([few?.option, many?.option]).toEqual(['api', 'self-host']);
    expect(few?.basis).toBe('cost');
  });

  it('speak for own hosting while no processing agreement is evidenced', async () => {
    expect(await voteOf('compliance', 'chat.hosting', anInput())).toMatchObject({
      option: 'self-host',
      basis: 'risk',
    });
    const health = anInput({}, { dataClasses: ['health'] });
    expect(await voteOf('compliance', 'chat.hosting', health)).toMatchObject({ basis: 'obligation' });
    const evidence = [{ artefact: 'agreement 4', effectiveDate: '2026-01-01' }];
    const signed = anInput({ controls: [{ id: 'dpa', status: 'implemented', evidence }] });
    expect(await voteOf('compliance', 'chat.hosting', signed)).toBeUndefined();
  });

  it('speak for an API where nobody would run the fleet', async () => {
    const thin = anInput({ team: { platformEngineers: 1, onCall: false } });
    expect(await voteOf('mlops', 'chat.hosting', thin)).toMatchObject({ option: 'api', basis: 'risk' });
    const staffed = anInput({ team: { platformEngineers: 4, onCall: true } });
    expect(await voteOf('mlops', 'chat.hosting', staffed)).toBeUndefined();
  });
});

describe('an API of which the place of processing is not known', () => {
  const residency = { residency: ['EU'], traffic: { requestsPerDay: 200 } };

  it('is an option only once the place is confirmed, for every agent that votes for it', async () => {
    const input = anInput({}, residency);
    for (const agent of ['cto', 'compliance', 'ai-consultant'] as const) {
      const vote = await voteOf(agent, 'chat.hosting', input);
      expect(vote?.option).toBe('api-in-region');
      expect(vote?.optionLabel).toContain('once processing in the EU is confirmed');
    }
    expect((await voteOf('compliance', 'chat.hosting', input))?.basis).toBe('constraint');
  });

  it('follows from limits on regions in the EEA as well', async () => {
    const limited = anInput({ constraints: { regions: ['germanywestcentral'] } }, residency);
    expect((await voteOf('compliance', 'chat.hosting', limited))?.option).toBe('api-in-region');
    const open = anInput({}, { traffic: { requestsPerDay: 200 } });
    expect((await voteOf('ai-consultant', 'chat.hosting', open))?.option).toBe('api');
  });

  it('speaks for own hosting where that costs less', async () => {
    const busy = anInput({}, { ...residency, traffic: { requestsPerDay: 400_000 } });
    expect(await voteOf('compliance', 'chat.hosting', busy)).toMatchObject({
      option: 'self-host',
      basis: 'constraint',
    });
  });
});

describe('recommendations on hosting', () => {
  const apiOf = async (input: AssessmentInput) => {
    const { recommendations } = await ask('ai-consultant', input);
    return recommendations.find((entry) => entry.key === 'chat.use-api');
  };

  it('draft both ways, each for the decision that it presumes', async () => {
    const { recommendations } = await ask('ai-consultant', anInput());
    expect(recommendations.map((entry) => [entry.key, entry.theme, entry.presumes?.options])).toEqual([
      ['chat.use-api', 'hosting', ['api', 'api-in-region']],
      ['chat.host', 'hosting', ['self-host']],
    ]);
    for (const entry of recommendations) expect(entry.cost.figureIds.length).toBeGreaterThan(1);
  });

  it('begin with the place and the agreement that the provider has to give', async () => {
    const api = await apiOf(anInput({}, { residency: ['EU'] }));
    expect(api?.implementation.steps[0]).toContain('processing and retention stay in the EU');
    expect(api?.implementation.prerequisites).toEqual([
      'Confirmed processing in the EU.',
      'A signed data processing agreement (DPA) with OpenAI.',
    ]);
  });

  it('do not take an agreement with somebody else for one with the provider', async () => {
    const signedWith = (artefact: string) =>
      anInput({
        controls: [
          { id: 'dpa', status: 'implemented', evidence: [{ artefact, effectiveDate: '2026-01-01' }] },
        ],
      });
    const other = await apiOf(signedWith('Data processing agreement with Microsoft'));
    expect(other?.compliance.note).toContain('does not name OpenAI');
    const own = await apiOf(signedWith('OpenAI data processing addendum'));
    expect(own?.compliance.note).toContain('An agreement with it is evidenced');
    expect(own?.implementation.prerequisites.join(' ')).not.toContain('data processing agreement');
  });

  it('say on how many of the owned accelerators a workload runs', async () => {
    const owned = { provider: 'on-premises', acceleratorId: 'h100-sxm5-80gb', count: 8, owned: true };
    const { recommendations } = await ask('ai-consultant', anInput({ currentInfrastructure: [owned] }));
    const host = recommendations.find((entry) => entry.key === 'chat.host');
    expect(host?.title).toMatch(/ of the \[\[.+\]\] owned NVIDIA H100 SXM5 80GB$/);
    expect(host?.cost.note).toContain('Renting in its place');
  });
});

describe('what matters only if a workload is hosted', () => {
  it('is said of every vote on hardware, place and model', async () => {
    const input = anInput();
    const votes = [
      ...(await ask('cloud-engineer', input)).decisions,
      ...(await ask('ai-consultant', input)).decisions,
    ];
    const presumed = Object.fromEntries(votes.map((vote) => [vote.key, vote.presumes?.words]));
    expect(presumed).toEqual({
      'chat.provider': 'if hosted',
      'chat.purchase': 'if at aws, us-east-1',
      'chat.availability': 'if hosted',
      'chat.accelerator': 'if hosted',
      'chat.model': 'if hosted',
      'chat.api-model': 'if by API',
      'chat.hosting': undefined,
    });
  });

  it('is no ground of feasibility for the fewest chips', async () => {
    const busy: Partial<WorkloadInput> = {
      model: { id: 'llama-3.3-70b' },
      precision: 'fp8',
      traffic: { requestsPerDay: 48_000, peakFactor: 4.5, inputTokens: { p50: 2600, p95: 5200 } },
      slo: { timeToFirstTokenMs: 1500, timePerOutputTokenMs: 60 },
    };
    const regions = { constraints: { regions: ['germanywestcentral', 'europe-west4', 'eu-north-1'] } };
    const vote = await voteOf('infrastructure', 'chat.accelerator', anInput(regions, busy));
    expect(vote?.basis).toBe('preference');
  });
});

describe('a team without accelerators of its own', () => {
  it('is not called thin for them', async () => {
    const team = { platformEngineers: 1, onCall: false };
    const byApi = await ask('mlops', anInput({ team, constraints: { apiOnly: true } }));
    expect(byApi.findings.map((entry) => entry.id)).not.toContain('mlops.operations');
    const free = await ask('mlops', anInput({ team }));
    expect(free.findings.map((entry) => entry.id)).toContain('mlops.operations');
  });
});

describe('growth that few loads keep', () => {
  it('is marked, and the first year stands before the three', async () => {
    const growing = (growthPerMonth: number) =>
      anInput({}, { traffic: { requestsPerDay: 200, growthPerMonth } });
    const fast = await ask('cto', growing(0.12));
    expect(fast.findings.map((entry) => entry.id)).toContain('cto.chat.growth-cost');
    expect(fast.summary.indexOf('first-year')).toBeLessThan(fast.summary.indexOf('36-months.total'));
    const slow = await ask('cto', growing(0.02));
    expect(slow.findings.map((entry) => entry.id)).not.toContain('cto.chat.growth-cost');
  });
});

describe('votes on the place', () => {
  it('keep personal data in the EEA until a transfer mechanism is evidenced', async () => {
    const vote = await voteOf('compliance', 'chat.provider', anInput());
    expect(vote?.basis).toBe('obligation');
    const [provider, region] = (vote?.option ?? '').split('/');
    expect(loadCatalog().instancesWith({ provider, region }).length).toBeGreaterThan(0);
    const evidence = [{ artefact: 'standard clauses', effectiveDate: '2026-01-01' }];
    const safeguarded = anInput({ controls: [{ id: 'transferMechanism', status: 'implemented', evidence }] });
    expect(await voteOf('compliance', 'chat.provider', safeguarded)).toBeUndefined();
  });

  it('stay on owned hardware that is enough, unless it may not be used', async () => {
    const owned = { provider: 'on-premises', acceleratorId: 'h100-sxm5-80gb', count: 8, owned: true };
    const input = anInput({ currentInfrastructure: [owned] });
    expect(await voteOf('cloud-engineer', 'chat.provider', input)).toMatchObject({ option: 'on-premises' });
    expect(await voteOf('infrastructure', 'chat.accelerator', input)).toMatchObject({
      option: 'h100-sxm5-80gb',
    });
    const rented = anInput({ currentInfrastructure: [owned], constraints: { providers: ['aws'] } });
    expect((await voteOf('cloud-engineer', 'chat.provider', rented))?.option).toMatch(/^aws\//);
  });
});

describe('what is not known', () => {
  it('is a finding where no allowed place has a price', async () => {
    const nowhere = anInput({ constraints: { regions: ['ap-southeast-1'], providers: ['oci'] } });
    const output = await ask('cloud-engineer', nowhere);
    expect(output.findings.map((entry) => entry.id)).toContain('cloud-engineer.chat.no-offer');
    expect(output.decisions).toEqual([]);
  });

  it('is critical where no accelerator keeps the promises', async () => {
    const impossible = anInput({}, { slo: { timePerOutputTokenMs: 0.01 } });
    const output = await ask('infrastructure', impossible);
    expect(output.findings.find((entry) => entry.id === 'infrastructure.chat.not-feasible')?.severity).toBe(
      'critical',
    );
    expect(output.decisions).toEqual([expect.objectContaining({ option: 'api', basis: 'feasibility' })]);
  });

  it('leaves maturity unevaluated while practices are unanswered', async () => {
    const silent = await ask('mlops', anInput());
    expect(silent.notEvaluated.map((entry) => entry.id)).toContain('mlops.maturity');
    const answered = await ask('mlops', anInput({ team: { practices: ['rollback'] } }));
    expect(answered.figures.find((entry) => entry.id === 'mlops.practices.required-in-place')?.value).toBe(1);
    expect(answered.notEvaluated.map((entry) => entry.id)).not.toContain('mlops.maturity');
  });
});

describe('questions', () => {
  const priorityOf = async (
    field: string,
    traffic: WorkloadInput['traffic'],
    over: Partial<WorkloadInput> = {},
  ) => {
    const { questions } = await ask('chatbot', anInput({}, { traffic, ...over }));
    return questions.find((entry) => entry.id === `question.chat.${field}`)?.priority;
  };

  it('rank by what their answer moves: the fleet, the bill of an API, or nothing', async () => {
    expect(await priorityOf('peakFactor', { requestsPerDay: 3_000_000 })).toBe('must');
    expect(await priorityOf('peakFactor', { requestsPerDay: 50 })).toBe('could');
    expect(await priorityOf('outputTokensP50', { requestsPerDay: 50 })).toBe('should');
    const unpriced = { model: { id: 'phi-4-mini' } };
    expect(await priorityOf('outputTokensP50', { requestsPerDay: 50 }, unpriced)).toBe('should');
    const hosted = { model: { id: 'gemma-3-4b' } };
    expect(await priorityOf('outputTokensP50', { requestsPerDay: 50 }, hosted)).toBe('could');
  });

  it('leave out declarations that a missing answer would settle', async () => {
    const silent = await ask('compliance', {
      name: 'A test',
      workloads: [{ kind: 'rag', traffic: { requestsPerDay: 9 } }],
    });
    const ids = silent.questions.map((entry) => entry.id);
    expect(ids).toContain('question.trigger.service_org');
    expect(ids).not.toContain('question.trigger.cardholder_data');
  });
});
