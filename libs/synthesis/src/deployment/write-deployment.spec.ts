import { AGENTS, createWorkbench, type DeploymentTarget, type HardwareTarget } from '@app/agents';
import type { AssessmentInput } from '@app/assessments';
import { loadCatalog } from '@app/catalog';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseToObject } from 'hcl2-parser';
import { parse } from 'yaml';
import { aFigure } from '../../../../test/support/agent-output.builder';
import { manifestsOf, renderTemplate } from '../../../../test/support/chart-renderer';
import { synthesise } from '../synthesise';
import type { Deployment } from './deployment';
import { writeDeployment } from './write-deployment';

const EXAMPLES = join(__dirname, '../../../../examples');
const catalog = loadCatalog();

const FIGURES = [
  aFigure({ id: 'replicas', label: 'Replicas', value: 3, low: 2, high: 5 }),
  aFigure({ id: 'span', label: 'Accelerators of a replica', value: 2 }),
  aFigure({ id: 'batch', label: 'Sequences', value: 64 }),
  aFigure({ id: 'instances', label: 'Machines', value: 2, high: 3, formula: 'two\nlines' }),
  aFigure({ id: 'accelerators', label: 'Accelerators', value: 12 }),
];

function targetOn(provider: string, over: Partial<HardwareTarget> = {}): HardwareTarget {
  const row = catalog.instances.find(
    (one) => one.provider === provider && one.acceleratorCount >= 2 && one.acceleratorId !== null,
  )!;
  const { id, vendor } = catalog.accelerator(row.acceleratorId!);
  return {
    workloadId: 'chat-1',
    mode: 'serving',
    modelId: 'llama-3.1-70b',
    precision: 'fp8',
    accelerator: { id, vendor },
    place: {
      instanceId: row.id,
      provider,
      region: row.region,
      instanceType: row.instanceType,
      acceleratorsPerInstance: row.acceleratorCount,
      byChip: false,
    },
    figures: { replicas: 'replicas', tensorParallel: 'span', batch: 'batch', instances: 'instances' },
    ...over,
  };
}

function written(target: DeploymentTarget, figures = FIGURES): Deployment {
  const deployment = writeDeployment(target, figures);
  if (typeof deployment === 'string') throw new Error(deployment);
  return deployment;
}

const contentOf = ({ files }: Deployment, path: string): string =>
  files.find((file) => file.path === path)?.content ?? '';

/** Blocks of Terraform by their type: `locals` as a list, `variable` by name, `resource` by type and name. */
type Blocks = Readonly<Record<string, object>>;

/** Parses Terraform as Terraform's own parser does. */
function hcl(content: string): Blocks {
  const [parsed, error] = parseToObject(content) as [Blocks | null, unknown];
  if (error !== null || parsed === null) throw new Error(`this is no HCL: ${content}`);
  return parsed;
}

/** What a person fills in before the chart can be used. */
function filledIn(deployment: Deployment): Record<string, Record<string, unknown>> {
  const values = parse(contentOf(deployment, 'chart/values.yaml')) as Record<string, Record<string, unknown>>;
  if (deployment.target.mode === 'api') {
    Object.assign(values.api!, { url: 'https://api.example.org/v1', keySecret: 'api-key' });
    return values;
  }
  Object.assign(values.image!, { repository: 'registry.example.org/server', digest: 'sha256:0123' });
  Object.assign(values.model!, { source: '/weights' });
  return values;
}

function manifests(deployment: Deployment, values: object): Array<Record<string, unknown>> {
  const chart = parse(contentOf(deployment, 'chart/Chart.yaml')) as { readonly name: string };
  const scope = { Values: values, Release: { Name: 'mine' }, Chart: { Name: chart.name } };
  return deployment.files
    .filter(({ path }) => path.startsWith('chart/templates/'))
    .flatMap(({ content }) => manifestsOf(renderTemplate(content, scope))) as Array<Record<string, unknown>>;
}

/** Parses every file of a deployment. */
function parseAll(deployment: Deployment): void {
  for (const { mediaType, content } of deployment.files.filter(
    ({ mediaType }) => mediaType === 'text/x-hcl',
  )) {
    expect([mediaType, Object.keys(hcl(content))]).not.toEqual([mediaType, []]);
  }
  if (contentOf(deployment, 'chart/Chart.yaml') !== '') {
    const kinds = manifests(deployment, filledIn(deployment)).map(({ kind }) => kind);
    const served = ['Deployment', 'Service', 'PodDisruptionBudget'];
    expect(kinds).toEqual(deployment.target.mode === 'api' ? ['ConfigMap'] : served);
  }
}

describe('the parsers that these specs rest on', () => {
  it('refuse what is no HCL, no manifest and no template', () => {
    expect(() => hcl('resource "a" "b" {')).toThrow('no HCL');
    expect(() => manifestsOf('a: [')).toThrow();
    expect(() => renderTemplate('{{- if .Values.a }}', {})).toThrow('without its end');
    expect(() => renderTemplate('a: {{ include "x" . }}', {})).toThrow('no path');
  });
});

describe('writeDeployment', () => {
  it.each(['aws', 'gcp', 'azure', 'oci'])(
    'writes Terraform for %s that parses and names its machine',
    (provider) => {
      const target = targetOn(provider);
      const deployment = written(target);
      parseAll(deployment);
      const main = contentOf(deployment, 'terraform/main.tf');
      const parsed = hcl(main);
      expect(Object.values(parsed.resource ?? {})).toHaveLength(1);
      expect(parsed.locals).toMatchObject([
        { region: target.place?.region, instances: 2, instances_most: 3 },
      ]);
      expect(main).toContain(`"${target.place?.instanceType}"`);
      expect(main).toContain('# Machines: figure instances; two lines');
      const variables = hcl(contentOf(deployment, 'terraform/variables.tf')).variable as Record<
        string,
        [object]
      >;
      for (const [name, [block]] of Object.entries(variables)) {
        expect([name, Object.keys(block).sort()]).toEqual([name, ['description', 'type']]);
        expect(main).toContain(`var.${name}`);
      }
      const used = new Set([...main.matchAll(/var\.([a-z_]+)/g)].map((match) => match[1]));
      expect(Object.keys(variables).sort()).toEqual([...used].sort());
    },
  );

  it('names pools as their providers take them, and no two alike', () => {
    const nameIn = (provider: string, workloadId: string): string =>
      /^ {2}name\s+= "(.+)"/m.exec(
        contentOf(written(targetOn(provider, { workloadId })), 'terraform/main.tf'),
      )?.[1] ?? '';
    const long = 'a-workload-whose-name-is-long-number';
    for (const [provider, form] of [
      ['azure', /^[a-z][a-z0-9]{0,11}$/],
      ['gcp', /^[a-z]([a-z0-9-]{0,38}[a-z0-9])?$/],
    ] as const) {
      const names = ['w1', `${long}-one`, `${long}-two`, '1'].map((id) => nameIn(provider, id));
      for (const name of names) expect(name).toMatch(form);
      expect(new Set(names).size).toBe(names.length);
    }
  });

  it('writes a chart whose manifests carry the figures', () => {
    const deployment = written(targetOn('aws'));
    const [deploymentManifest] = manifests(deployment, filledIn(deployment));
    expect(deploymentManifest).toMatchObject({
      spec: {
        replicas: 3,
        template: {
          spec: {
            containers: [
              {
                image: 'registry.example.org/server@sha256:0123',
                args: expect.arrayContaining([
                  '--tensor-parallel-size=2',
                  '--max-num-seqs=64',
                  '--quantization=fp8',
                ]),
                resources: { limits: { 'nvidia.com/gpu': 2 }, requests: { 'nvidia.com/gpu': 2 } },
                readinessProbe: { httpGet: { path: '/health', port: 'http' } },
              },
            ],
          },
        },
      },
    });
    expect(contentOf(deployment, 'chart/values.yaml')).toContain('# Replicas: figure replicas');
    expect(deployment.figures.map(({ id }) => id)).toEqual(['replicas', 'span', 'batch', 'instances']);
  });

  it('lets the autoscaler have the replicas, from what was sized to the end of its range', () => {
    const deployment = written(targetOn('aws'));
    const values = filledIn(deployment);
    const on = { enabled: true, metric: 'requests_waiting', targetPerReplica: '2' };
    Object.assign(values.autoscaling!, on);
    const all = manifests(deployment, values);
    expect(all.find(({ kind }) => kind === 'HorizontalPodAutoscaler')).toMatchObject({
      spec: { minReplicas: 3, maxReplicas: 5 },
    });
    expect(all[0]?.spec).not.toHaveProperty('replicas');
  });

  it('fails to render until image and weights are named', () => {
    const deployment = written(targetOn('aws'));
    const asItIs = parse(contentOf(deployment, 'chart/values.yaml')) as object;
    expect(() => manifests(deployment, asItIs)).toThrow('image.repository must be set');
    expect(deployment.open.map(({ name }) => name)).toEqual(
      expect.arrayContaining(['ami_type', 'image.repository', 'model.source']),
    );
  });

  it('counts machines for work by its accelerators, and leaves the number open where there is none', () => {
    const work = { mode: 'training' as const, figures: { accelerators: 'accelerators' } };
    const main = contentOf(written(targetOn('aws', work)), 'terraform/main.tf');
    expect(hcl(main).locals).toMatchObject([{ accelerators: 12 }]);
    expect(main).toContain('ceil(local.accelerators / local.accelerators_per_instance)');
    const open = written(targetOn('aws', { ...work, figures: {} }));
    expect(open.open).toContainEqual(expect.objectContaining({ name: 'instances' }));
    expect(open.notes.join(' ')).toContain('No chart is written for training');
  });

  it('writes the chart alone for hardware that is owned', () => {
    const deployment = written(targetOn('aws', { place: null }));
    expect(deployment.files.map(({ path }) => path)).toContain('chart/values.yaml');
    expect(deployment.files.filter(({ path }) => path.startsWith('terraform/'))).toEqual([]);
  });

  it.each([
    [
      'chips of a slice',
      { place: { ...targetOn('gcp').place!, byChip: true }, mode: 'batch' as const },
      'by the chip',
    ],
    [
      'a provider without clusters',
      { place: { ...targetOn('aws').place!, provider: 'lambda' }, mode: 'batch' as const },
      'lambda',
    ],
    [
      'chips that the server does not know',
      { place: null, accelerator: { id: 'tpu-v5e', vendor: 'Google' } },
      'tpu-v5e',
    ],
    ['replicas without a number', { place: null, figures: {} }, 'not complete'],
  ])('says why nothing is written for %s', (_case, over, reason) => {
    expect(writeDeployment(targetOn('aws', over), FIGURES)).toContain(reason);
  });

  it('writes no chart for a replica that spans machines', () => {
    const wide = [...FIGURES.filter(({ id }) => id !== 'span'), aFigure({ id: 'span', value: 64 })];
    expect(written(targetOn('aws'), wide).notes.join(' ')).toContain('more than one');
  });

  it('writes no chart for a replica that lies over several machines as a pipeline', () => {
    const figures = { replicas: 'replicas', tensorParallel: 'span', batch: 'batch', instances: 'instances' };
    const target = targetOn('aws', { figures: { ...figures, stages: 'stages' } });
    expect(written(target).notes.join(' ')).toContain('as a pipeline');
    expect(contentOf(written(target), 'chart/values.yaml')).toBe('');
  });

  it('gives the same bytes for the same option', () => {
    expect(written(targetOn('aws'))).toEqual(written(targetOn('aws')));
  });
});

describe('the deployments of the examples', () => {
  const { signal } = new AbortController();

  it('name machines of the catalog and parse, or say why there is none', async () => {
    const known = new Set(catalog.instances.map(({ id }) => id));
    const outcomes: string[] = [];
    for (const file of readdirSync(EXAMPLES).filter((name) => name.endsWith('.yaml'))) {
      const input = parse(readFileSync(join(EXAMPLES, file), 'utf8')) as AssessmentInput;
      const bench = createWorkbench({ input, catalog, asOf: '2026-11-20', seed: 7 });
      const outputs = await Promise.all(AGENTS.map(async (agent) => agent.analyse(bench, signal)));
      // Whatever was decided: hosting is drafted wherever it is possible.
      const hosted = synthesise(outputs.map((output) => ({ ...output, decisions: [] })));
      for (const { deployment: target, figures } of hosted.recommendations) {
        if (!target) continue;
        if (target.mode !== 'api' && target.place) expect(known).toContain(target.place.instanceId);
        const deployment = writeDeployment(target, figures);
        if (typeof deployment !== 'string') parseAll(deployment);
        outcomes.push(
          `${file} ${target.workloadId} ${target.mode}: ${typeof deployment === 'string' ? deployment : 'written'}`,
        );
      }
    }
    for (const kind of ['api', 'serving'])
      expect(outcomes.filter((one) => one.endsWith(`${kind}: written`)).length).toBeGreaterThan(0);
    expect(outcomes.length).toBeGreaterThan(3);
  });
});
