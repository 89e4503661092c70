import { machinesIn, readAs } from '../../../../test/support/upload-reading';

describe('a plan of Terraform', () => {
  const plan = (resources: object[], extra: object = {}) =>
    JSON.stringify(
      { format_version: '1.2', planned_values: { root_module: { resources } }, ...extra },
      null,
      1,
    );
  const resource = (type: string, values: object, name = 'x') => ({
    ...{ address: `${type}.${name}`, mode: 'managed', type, name, values },
  });

  it('adds up machines of one type in one place, and says on which line the first is', () => {
    const zone = { availability_zone: 'eu-central-1a' };
    const text = plan([
      resource('aws_instance', { instance_type: 'g6.12xlarge', ...zone }, 'a'),
      resource('aws_instance', { instance_type: 'g6.12xlarge', ...zone }, 'b'),
    ]);
    const file = readAs('terraform-plan', text);
    expect(machinesIn(file)).toEqual([
      { provider: 'aws', region: 'eu-central-1', instanceType: 'g6.12xlarge', acceleratorId: 'l4', count: 2 },
    ]);
    const [draft] = file.drafts;
    expect(draft?.path).toBe('/planned_values/root_module/resources/0/values');
    expect(text.split('\n')[(draft?.line ?? 0) - 1]).toContain('"values": {');
    expect(draft?.why).toContain('aws_instance.a: 1 × g6.12xlarge in eu-central-1; aws_instance.b');
  });

  it('follows launch templates, node groups and the region of the provider', () => {
    const text = plan(
      [
        resource('aws_launch_template', { name: 'gpu', instance_type: 'p5.48xlarge' }),
        resource('aws_autoscaling_group', { desired_capacity: 3, launch_template: [{ name: 'gpu' }] }),
        resource('aws_eks_node_group', {
          instance_types: ['g5.12xlarge'],
          scaling_config: [{ desired_size: 4 }],
        }),
        resource(
          'aws_eks_node_group',
          { instance_types: ['g5.xlarge', 'g6.xlarge'], scaling_config: [{ desired_size: 4 }] },
          'y',
        ),
      ],
      {
        configuration: {
          provider_config: { aws: { name: 'aws', expressions: { region: { constant_value: 'us-west-2' } } } },
        },
      },
    );
    const file = readAs('terraform-plan', text);
    expect(machinesIn(file)).toEqual([
      {
        provider: 'aws',
        region: 'us-west-2',
        instanceType: 'p5.48xlarge',
        acceleratorId: 'h100-sxm5-80gb',
        count: 3,
      },
      { provider: 'aws', region: 'us-west-2', instanceType: 'g5.12xlarge', acceleratorId: 'a10g', count: 4 },
    ]);
    expect(file.seen.map(({ detail }) => detail).join('\n')).toContain(
      'it may run any of g5.xlarge, g6.xlarge',
    );
  });

  it('reads machines of Azure and Google, zones and attached accelerators too', () => {
    const file = readAs(
      'terraform-plan',
      plan([
        resource('azurerm_linux_virtual_machine', {
          size: 'Standard_NC24ads_A100_v4',
          location: 'West Europe',
        }),
        resource('azurerm_kubernetes_cluster', {
          location: 'westeurope',
          default_node_pool: [{ vm_size: 'Standard_D4s_v5', node_count: 3 }],
        }),
        resource('azurerm_kubernetes_cluster_node_pool', {
          vm_size: 'Standard_ND96isr_H100_v5',
          node_count: 2,
        }),
        resource('google_container_node_pool', {
          ...{ node_count: 2, location: 'us-central1', node_locations: ['us-central1-a', 'us-central1-b'] },
          node_config: [{ machine_type: 'a3-highgpu-8g' }],
        }),
        resource('google_compute_instance', {
          ...{ machine_type: 'n1-standard-8', zone: 'europe-west4-b' },
          guest_accelerator: [{ type: 'nvidia-tesla-t4', count: 2 }],
        }),
      ]),
    );
    expect(machinesIn(file)).toEqual([
      {
        provider: 'azure',
        region: 'westeurope',
        instanceType: 'Standard_NC24ads_A100_v4',
        acceleratorId: 'a100-pcie-80gb',
        count: 1,
      },
      {
        provider: 'azure',
        region: 'westeurope',
        instanceType: 'Standard_ND96isr_H100_v5',
        acceleratorId: 'h100-sxm5-80gb',
        count: 2,
      },
      {
        provider: 'gcp',
        region: 'us-central1',
        instanceType: 'a3-highgpu-8g',
        acceleratorId: 'h100-sxm5-80gb',
        count: 4,
      },
      { provider: 'gcp', region: 'europe-west4', acceleratorId: 't4', count: 2 },
    ]);
  });

  it('follows none of two templates of one name', () => {
    const template = resource('aws_launch_template', { name: 'gpu', instance_type: 'p5.48xlarge' });
    const group = resource('aws_autoscaling_group', {
      desired_capacity: 3,
      launch_template: [{ name: 'gpu' }],
    });
    expect(readAs('terraform-plan', plan([template, group])).drafts).toHaveLength(1);
    expect(readAs('terraform-plan', plan([template, template, group])).drafts).toEqual([]);
  });

  it('lists what it does not propose: unlisted types with the nearest, stores, and the rest counted by type', () => {
    const file = readAs(
      'terraform-plan',
      plan([
        resource('aws_instance', { instance_type: 'p5.96xlarge' }),
        resource('aws_s3_bucket', {}, 'a'),
        resource('aws_s3_bucket', {}, 'b'),
        resource('aws_iam_role', {}),
        resource('aws_autoscaling_group', { launch_template: [{ name: 'elsewhere' }], desired_capacity: 1 }),
      ]),
    );
    expect(file.drafts).toEqual([]);
    const seen = Object.fromEntries(
      file.seen.map(({ what, count, detail }) => [what, `${count}: ${detail}`]),
    );
    expect(seen.aws_instance).toMatch(
      /1: the catalog does not list p5.96xlarge of aws; nearest: .*p5.48xlarge/,
    );
    expect(seen.aws_s3_bucket).toBe('2: object storage; an assessment has no place for it');
    expect(seen.aws_iam_role).toBe('1: not read here');
    expect(seen.aws_autoscaling_group).toContain('its instance type is not said');
  });

  it.each([
    ['{"a":', 1, 'expected JSON'],
    ['{"format_version":"1.0",\n"x" 3}', 2, 'expected JSON'],
    ['{}', null, 'expected a format_version'],
    ['{"format_version":"1.0"}', null, 'expected planned_values.root_module'],
    [
      '{"format_version":"1.0","values":{"root_module":{"resources":[{"mode":"managed"}]}}}',
      null,
      'type of a resource',
    ],
    [`{"a":${'['.repeat(5_000)}`, 1, 'at most 100 levels'],
  ])('that is wrong in its form is refused with line and reason (%#)', (text, line, words) => {
    const [problem] = readAs('terraform-plan', text).problems;
    expect(problem).toMatchObject({ line, detail: expect.stringContaining(words) as string });
  });
});

describe('a state of Terraform', () => {
  it('counts instances, and leaves out data sources and those that are to be destroyed', () => {
    const attributes = { instance_type: 'g5.12xlarge', arn: 'arn:aws:ec2:us-east-1:1:instance/i-1' };
    const one = { mode: 'managed', type: 'aws_instance', name: 'gpu', module: 'module.m' };
    const instances = [
      { index_key: 0, attributes },
      { index_key: 1, attributes },
      { attributes, deposed: 'x' },
    ];
    const text = JSON.stringify({
      version: 4,
      resources: [
        { ...one, instances },
        { ...one, mode: 'data', instances },
      ],
    });
    const file = readAs('terraform-state', text);
    expect(machinesIn(file)).toEqual([
      { provider: 'aws', region: 'us-east-1', instanceType: 'g5.12xlarge', acceleratorId: 'a10g', count: 2 },
    ]);
    expect(file.drafts[0]?.why).toContain('module.m.aws_instance.gpu[1]');
  });

  it('leaves out what it marks as sensitive, in a plan as in a state', () => {
    const secret = 'hunter2-is-my-type';
    const attributes = { instance_type: secret, region: secret, launch_template: [{ name: secret }] };
    const step = (value: unknown) => ({ type: 'get_attr', value });
    const paths = [
      [step('instance_type')],
      [step('region')],
      [step('launch_template'), { type: 'index', value: {} }],
    ];
    const state = JSON.stringify({
      version: 4,
      resources: [
        {
          ...{ mode: 'managed', type: 'aws_instance', name: 'a' },
          instances: [{ attributes, sensitive_attributes: paths }],
        },
      ],
    });
    const group = {
      instance_types: [secret],
      scaling_config: [{ desired_size: 1 }],
      tags: { a: 'kept', b: secret },
    };
    const nested = { type: 'aws_eks_node_group', name: 'b', mode: 'managed' };
    const within = [[step('tags'), step('b')], [step('instance_types')]];
    const other = {
      version: 4,
      resources: [{ ...nested, instances: [{ attributes: group, sensitive_attributes: within }] }],
    };
    expect(readAs('terraform-state', JSON.stringify(other)).seen[0]?.detail).toContain(
      'its instance type is not said',
    );
    const marks = { instance_type: true, region: true, launch_template: [{ name: true }] };
    const resource = { address: 'aws_instance.a', mode: 'managed', type: 'aws_instance', values: attributes };
    const plan = JSON.stringify({
      format_version: '1.2',
      planned_values: { root_module: { resources: [{ ...resource, sensitive_values: marks }] } },
    });
    for (const file of [readAs('terraform-state', state), readAs('terraform-plan', plan)]) {
      expect(JSON.stringify([file.drafts, file.seen, file.problems])).not.toContain(secret);
      expect(file.seen[0]?.detail).toContain('its instance type is not said');
    }
  });

  it('of another version is refused', () => {
    expect(readAs('terraform-state', '{"version":3,"resources":[]}').problems).toEqual([
      {
        line: null,
        path: '/version',
        detail: expect.stringContaining('expected a state of version 4, got "3": ') as string,
      },
    ]);
  });
});
