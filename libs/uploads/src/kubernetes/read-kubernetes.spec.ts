import { machinesIn, readAs } from '../../../../test/support/upload-reading';

describe('manifests of Kubernetes', () => {
  const deployment = (replicas: string, gpus: number, selector: string) =>
    `apiVersion: apps/v1\nkind: Deployment\nmetadata: { name: chat }\nspec:\n  ${replicas}\n  template:\n    spec:\n      nodeSelector: ${selector}\n      containers: [{ name: a, resources: { limits: { nvidia.com/gpu: ${gpus} } } }]\n`;

  it('come to machines where they name a type, and to accelerators where they name a model', () => {
    const text = [
      deployment(
        'replicas: 5',
        4,
        '{ node.kubernetes.io/instance-type: p5.48xlarge, topology.kubernetes.io/region: us-east-1 }',
      ),
      deployment('minReadySeconds: 1', 2, '{ cloud.google.com/gke-accelerator: nvidia-l4 }'),
      'apiVersion: v1\nkind: ConfigMap\n',
    ].join('---\n');
    const file = readAs('kubernetes', text);
    expect(machinesIn(file)).toEqual([
      // Two pods of 4 on each machine of 8: five pods need three.
      {
        provider: 'aws',
        region: 'us-east-1',
        instanceType: 'p5.48xlarge',
        acceleratorId: 'h100-sxm5-80gb',
        count: 3,
      },
      { provider: 'gcp', acceleratorId: 'l4', count: 2 },
    ]);
    expect(file.drafts[1]?.line).toBe(11);
    expect(file.seen).toMatchObject([{ what: 'ConfigMap', count: 1 }]);
  });

  it.each([
    ['replicas: 2', 1, '{}', 'of a model that no node label names'],
    ['replicas: 0', 1, '{ nvidia.com/gpu.product: NVIDIA-L4 }', 'runs no pod'],
    ['replicas: many', 1, '{ nvidia.com/gpu.product: NVIDIA-L4 }', 'expected a number of pods'],
    ['replicas: 1', 1, '{ nvidia.com/gpu.product: GPU-9 }', 'is not known by this name'],
    ['replicas: 1', 16, '{ node.kubernetes.io/instance-type: p5.48xlarge }', 'a pod asks for 16'],
    ['replicas: 1', 1, '{ node.kubernetes.io/instance-type: m7i.large }', 'has no accelerator'],
    ['replicas: 1', 1, '{ node.kubernetes.io/instance-type: p5.47xlarge }', 'nearest: p5.48xlarge'],
  ])('with %s of %i on %s are listed and not guessed', (replicas, gpus, selector, words) => {
    const file = readAs('kubernetes', deployment(replicas, gpus, selector));
    expect(file.drafts).toEqual([]);
    expect(file.seen[0]?.detail).toContain(words);
  });

  it('are read out of lists of one kind, and list what asks for accelerators in another way', () => {
    const first = '{ resources: { limits: { nvidia.com/gpu: 1 } } }';
    const sidecar = '{ restartPolicy: Always, resources: { limits: { nvidia.com/gpu: 1 } } }';
    const pod = (quantity: string) =>
      `{ containers: [{ resources: { requests: { cpu: 500m, memory: 16Gi, nvidia.com/gpu: ${quantity} } } }], nodeSelector: { nvidia.com/gpu.product: NVIDIA-L4 }, initContainers: [${sidecar}, ${first}] }`;
    const list = `apiVersion: apps/v1\nkind: DeploymentList\nitems:\n- metadata: { name: a }\n  spec: { replicas: 3, template: { spec: ${pod('2')} } }\n`;
    const half = `apiVersion: v1\nkind: Pod\nmetadata: { name: b }\nspec: ${pod('500m')}\n`;
    const custom = `apiVersion: ray.io/v1\nkind: RayCluster\nspec: { workerGroupSpecs: [{ template: { spec: ${pod('1')} } }] }\n`;
    const file = readAs('kubernetes', [list, half, custom].join('---\n'));
    // Three pods of two and a sidecar's one; what runs before them needs no more.
    expect(machinesIn(file)).toEqual([{ acceleratorId: 'l4', count: 9 }]);
    expect(file.seen.map(({ detail }) => detail)).toEqual([
      'Pod b: expected a whole number of nvidia.com/gpu, got "500m"',
      'it asks for accelerators, and its kind is not read here',
    ]);
  });

  it('that are no YAML are refused without a word of what they hold', () => {
    for (const text of [
      'a: "hunter2\n',
      'a: hunter2: b\n',
      '- hunter2\nb: [hunter2',
      'a: !hunter2 b',
      "a: 'x' hunter2",
    ]) {
      const { problems } = readAs('kubernetes', `apiVersion: v1\nkind: Secret\n${text}`);
      expect(problems).not.toEqual([]);
      expect(JSON.stringify(problems)).not.toContain('hunter2');
    }
  });

  it.each([
    ['kind: x\nkind', 'expected YAML'],
    ['apiVersion: v1\nkind: Pod\nspec: *gone', 'refers to its own parts'],
    [
      `apiVersion: v1\nkind: Pod\na: &a [x]\n${Array.from({ length: 150 }, (_, i) => `k${i}: *a`).join('\n')}`,
      'refers',
    ],
    ['- '.repeat(50_000), 'expected'],
    ['---\nname: x\n', 'expected an object with apiVersion and kind'],
  ])('that are no YAML, or too much of it, are refused with a reason (%#)', (text, words) => {
    const { problems } = readAs('kubernetes', text);
    expect(problems[0]?.detail).toContain(words);
  });
});
