import { agentById, type AgentId, type AgentOutput, createWorkbench, type PersonsChoice } from '@app/agents';
import type { AssessmentInput } from '@app/assessments';
import { loadCatalog } from '@app/catalog';
import { synthesise } from './synthesise';

const catalog = loadCatalog();
const BY = 'Grace Hopper, CISO';

const SHOP: AssessmentInput = {
  name: 'Shop',
  organisation: { regions: ['DE'], industry: 'retail' },
  workloads: [
    {
      id: 'chat',
      kind: 'llm-serving',
      model: { id: 'llama-3.1-8b', apiId: 'openai/gpt-5' },
      traffic: { requestsPerDay: 2_000 },
      dataClasses: ['personal'],
    },
  ],
  controls: [{ id: 'erasure', status: 'absent' }],
};

async function assess(
  choices: ReadonlyArray<readonly [string, string]>,
  over: Partial<AssessmentInput> = {},
  agents: readonly AgentId[] = ['compliance'],
) {
  const decisions = choices.map(([key, option]): PersonsChoice => ({ key, option, by: BY }));
  const bench = createWorkbench({
    input: { ...SHOP, ...over },
    catalog,
    asOf: '2026-11-20',
    seed: 7,
    decisions,
  });
  const { signal } = new AbortController();
  const outputs = await Promise.all(agents.map(async (id) => agentById(id).analyse(bench, signal)));
  const overrides = decisions.map((one) => ({
    ...one,
    why: 'Counsel says so',
    decidedAt: '2026-11-19T00:00:00.000Z',
    version: 1,
  }));
  return { outputs, bench, result: synthesise(outputs, undefined, overrides) };
}

const [own] = [(outputs: readonly AgentOutput[]) => outputs[0] as AgentOutput];
const finding = (outputs: readonly AgentOutput[], id: string) =>
  own(outputs).findings.find((one) => one.id === `compliance.decided.${id}`);

describe('a framework that a person decided on', () => {
  it('binds where the rules leave it open, with its gaps and everything that hangs on them', async () => {
    const free = await assess([]);
    const decided = await assess([['framework:soc2', 'applies']]);
    const soc2 = decided.bench.compliance.frameworks.find(({ id }) => id === 'soc2');
    expect(soc2).toMatchObject({ state: 'applies', byRule: { state: 'undetermined' } });
    expect(soc2?.why).toContain(`decided by ${BY}; by the rules it is open`);
    expect(decided.bench.compliance.gaps.length).toBeGreaterThan(free.bench.compliance.gaps.length);
    expect(decided.bench.compliance.openTriggers.map(({ trigger }) => trigger.id)).not.toContain(
      'service_org',
    );
    expect(free.bench.compliance.openTriggers.map(({ trigger }) => trigger.id)).toContain('service_org');
    expect(finding(decided.outputs, 'soc2')).toMatchObject({ severity: 'low' });
    expect(decided.result.decisions.find(({ key }) => key === 'framework:soc2')).toMatchObject({
      option: 'applies',
      contested: true,
      person: { honoured: true, ruleOption: 'open', by: BY },
    });
  });

  it('is left out against the rules, loudly, with the gaps, the recommendations and the questions it made', async () => {
    const free = await assess([]);
    const decided = await assess([['framework:gdpr', 'does-not-apply']]);
    const keysOf = ({ result }: typeof free): string[] => result.recommendations.map(({ key }) => key);
    expect(keysOf(free)).toContain('control.erasure');
    expect(keysOf(decided)).not.toContain('control.erasure');
    expect(decided.bench.compliance.gaps.flatMap((gap) => gap.frameworks)).not.toContain('gdpr');
    const said = finding(decided.outputs, 'gdpr');
    expect(said).toMatchObject({ severity: 'high' });
    expect(said?.title).toContain('decided by a person against the rules');
    expect(said?.statement).toContain(
      `${BY} decided: it does not apply; the rules of the catalog say: it applies`,
    );
  });

  it('lifts what hung on it: own hosting is no longer asked for by its duty', async () => {
    const health = {
      workloads: [{ ...SHOP.workloads[0], dataClasses: ['health'] }],
    } as Partial<AssessmentInput>;
    const hosting = ({ result }: Awaited<ReturnType<typeof assess>>) =>
      result.decisions.find(({ key }) => key === 'chat.hosting')?.votes.map(({ agent }) => agent) ?? [];
    expect(hosting(await assess([], health))).toContain('compliance');
    const decided = await assess([['framework:gdpr', 'does-not-apply']], health);
    expect(hosting(decided)).not.toContain('compliance');
  });

  it('leaves the position of the rules on the board, whoever decided', async () => {
    const [free, decided] = [await assess([]), await assess([['framework:gdpr', 'does-not-apply']])];
    const votes = ({ outputs }: typeof free) =>
      own(outputs)
        .decisions.filter(({ key }) => key === 'framework:gdpr')
        .map(({ option }) => option);
    expect(votes(free)).toEqual(['applies']);
    expect(votes(decided)).toEqual(['applies']);
  });

  it('settles one requirement and leaves the others', async () => {
    const { bench, result } = await assess([['framework:gdpr:Art. 17', 'does-not-apply']]);
    const gdpr = bench.compliance.frameworks.find(({ id }) => id === 'gdpr');
    const duty = (ref: string) => gdpr?.requirements.find((one) => one.ref === ref);
    expect(duty('Art. 17')).toMatchObject({ applicability: 'not-applicable', grade: null });
    expect(duty('Art. 17')?.why).toContain(`decided by ${BY} not to apply; by the rules it applies`);
    expect(duty('Art. 32(1)')?.applicability ?? duty('Art. 32')?.applicability).toBe('applicable');
    expect(gdpr?.state).toBe('applies');
    expect(result.decisions.find(({ key }) => key === 'framework:gdpr:Art. 17')?.person?.honoured).toBe(true);
  });

  it('keeps the date from which a requirement binds, whoever decides that it applies', async () => {
    const { bench } = await assess([['framework:eu-ai-act:Art. 9', 'applies']]);
    const act = bench.compliance.frameworks.find(({ id }) => id === 'eu-ai-act');
    const duty = act?.requirements.find(({ ref }) => ref === 'Art. 9');
    expect(duty?.appliesFrom != null && duty.appliesFrom > '2026-11-20').toBe(true);
    expect(duty).toMatchObject({ applicability: 'later' });
  });

  it('takes the EU AI Act out of scope, or into it, for its risk class', async () => {
    const classOf = async (option: string): Promise<string> => {
      const { outputs } = await assess([['framework:eu-ai-act', option]]);
      return own(outputs).findings.find(({ id }) => id === 'compliance.eu-ai-act.class')?.title ?? '';
    };
    expect(await classOf('does-not-apply')).toContain('outside the scope');
    expect(await classOf('applies')).not.toContain('outside the scope');
  });

  it.each([
    ['framework:gdpr', 'does-not-apply', { obligations: ['gdpr'] }, 'states it as an obligation'],
    ['framework:hipaa-security', 'does-not-apply', { declarations: ['phi'] }, 'declares phi'],
    ['framework:soc2', 'applies', { denials: ['service_org'] }, 'denies service_org'],
    ['framework:gdpx', 'applies', {}, 'lists no framework gdpx'],
    ['framework:gdpr:Art. 1000', 'applies', {}, 'has no requirement Art. 1000'],
    ['framework:gdpr', 'perhaps', {}, 'neither of applies and does-not-apply'],
  ])(
    'is refused aloud where the input or the catalog stands against it: %s %s',
    async (key, option, over, why) => {
      const [decided, free] = [await assess([[key, option]], over), await assess([], over)];
      const id = key.slice(key.indexOf(':') + 1).replaceAll(/[^A-Za-z0-9.]+/g, '-');
      expect(finding(decided.outputs, id)).toMatchObject({ severity: 'high' });
      expect(finding(decided.outputs, id)?.statement).toContain(why);
      expect(decided.bench.compliance.gaps).toEqual(free.bench.compliance.gaps);
      const settled = decided.result.decisions.find((one) => one.key === key);
      if (settled) expect(settled.person).toMatchObject({ honoured: false });
    },
  );
});
