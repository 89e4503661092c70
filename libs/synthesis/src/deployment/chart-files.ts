import type { HardwareTarget } from '@app/agents';
import type { Figure } from '@app/kernel';
import { chartTemplates } from './chart-templates';
import type { DeploymentFile, OpenSetting, TargetNumber } from './deployment';
import { numberOf, oneLine, trailOf } from './deployment';

/** A Helm chart that serves the model with vLLM's server, the OpenAI-compatible one. */
export interface Chart {
  readonly files: readonly DeploymentFile[];
  readonly open: readonly OpenSetting[];
}

/** What the device plug-ins of the two makers call an accelerator in a pod's resources. */
const RESOURCES: Readonly<Record<string, string>> = { NVIDIA: 'nvidia.com/gpu', AMD: 'amd.com/gpu' };

/** What the server is told of a precision; formats that the weights must already have are told nothing. */
const PRECISION_ARGS: Readonly<Record<string, readonly string[]>> = {
  fp16: ['--dtype=float16'],
  bf16: ['--dtype=bfloat16'],
  fp8: ['--quantization=fp8'],
};

/** The chart for an option, or the reason why this product writes none. */
export function chartOf(target: HardwareTarget, figures: readonly Figure[]): Chart | string {
  const { accelerator, place } = target;
  if (target.mode !== 'serving') return `No chart is written for ${target.mode}: it is no standing service.`;
  const resource = RESOURCES[accelerator.vendor];
  if (!resource) return `No chart is written for ${accelerator.id} of ${accelerator.vendor}.`;
  const replicas = numberOf(target.figures.replicas, figures);
  const span = numberOf(target.figures.tensorParallel, figures);
  const batch = numberOf(target.figures.batch, figures);
  if (!replicas || !span || !batch) return 'No chart is written: the sizing of the replicas is not complete.';
  if (target.figures.stages) {
    return `No chart is written: one replica lies over several machines as a pipeline (${target.figures.stages}), which has to be started over them together.`;
  }
  if (place && span.value > place.acceleratorsPerInstance) {
    return `No chart is written: a replica spans ${span.value} accelerators (${span.figure.id}), more than one ${place.instanceType} holds.`;
  }
  const name = `serve-${target.workloadId}`;
  const description = oneLine(
    `Serves ${target.modelId ?? 'a model'} for workload ${target.workloadId} on ${accelerator.id}`,
  );
  return {
    files: [
      yaml('chart/Chart.yaml', chartYaml(name, description)),
      yaml('chart/values.yaml', valuesYaml(target, resource, { replicas, span, batch })),
      ...chartTemplates(),
    ],
    open: [
      setting('image.repository', 'The catalog knows no container images.'),
      setting('image.digest', 'The catalog knows no container images.'),
      setting('model.source', 'The catalog knows the structure of models, not where their weights are kept.'),
      setting('autoscaling.metric', 'Only where the autoscaler is turned on.'),
      setting('autoscaling.targetPerReplica', 'Only where the autoscaler is turned on; measure it.'),
    ],
  };
}

interface ReplicaNumbers {
  readonly replicas: TargetNumber;
  readonly span: TargetNumber;
  readonly batch: TargetNumber;
}

function valuesYaml(target: HardwareTarget, resource: string, numbers: ReplicaNumbers): string {
  const { accelerator, place } = target;
  const { replicas, span, batch } = numbers;
  const precision = PRECISION_ARGS[target.precision];
  return [
    '# Numbers come from figures of the recommendation, named above each; what is a choice of this chart says so.',
    '# Values that are empty must be set: rendering fails until they are.',
    'image:',
    '  # An image of the vLLM server that you have reviewed, by digest; no image is in the catalog.',
    '  repository: ""',
    '  digest: ""',
    'model:',
    `  # The weights of ${target.modelId ?? 'the model'} (catalog id), as a path or repository that the server can read.`,
    '  source: ""',
    `  servedName: ${JSON.stringify(target.modelId ?? target.workloadId)}`,
    ...(precision
      ? [`  precisionArg: ${JSON.stringify(precision[0])}`]
      : [
          `  # Sized for ${target.precision}: choose weights that are stored in that format.`,
          '  precisionArg: ""',
        ]),
    trailOf(replicas),
    `replicas: ${replicas.value}`,
    trailOf(span),
    `tensorParallel: ${span.value}`,
    trailOf(batch),
    `maxSequences: ${batch.value}`,
    'accelerator:',
    `  # The resource of the device plug-in for ${accelerator.id} (catalog id)`,
    `  resource: ${JSON.stringify(resource)}`,
    'pool:',
    `  # The label and taint of the machines${place ? ', as in terraform/main.tf' : ': put it on those that are to serve'}`,
    `  workload: ${JSON.stringify(target.workloadId)}`,
    'autoscaling:',
    '  # Off until a metric of the server is served to the autoscaler and a target for it was measured.',
    '  enabled: false',
    `  minReplicas: ${replicas.value}`,
    `  # The upper end of the range of ${replicas.figure.id}`,
    `  maxReplicas: ${replicas.most}`,
    '  metric: ""',
    '  targetPerReplica: ""',
    'probes:',
    '  # Choices of this chart: half an hour to load the weights. Measure it, and set what it takes.',
    '  startupPeriodSeconds: 10',
    '  startupFailures: 180',
    'service:',
    '  # The port on which the server listens unless told otherwise',
    '  port: 8000',
  ].join('\n');
}

export function chartYaml(name: string, description: string): string {
  return [
    'apiVersion: v2',
    `name: ${JSON.stringify(name)}`,
    `description: ${JSON.stringify(description)}`,
    'type: application',
    'version: 0.1.0',
  ].join('\n');
}

export function setting(name: string, why: string): OpenSetting {
  return { file: 'chart/values.yaml', name, why };
}

export function yaml(path: string, content: string): DeploymentFile {
  return { path, mediaType: 'application/yaml', content: `${content}\n` };
}
