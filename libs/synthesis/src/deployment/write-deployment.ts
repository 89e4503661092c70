import type { DeploymentTarget, HardwareTarget } from '@app/agents';
import type { Figure } from '@app/kernel';
import { apiDeployment } from './api-chart';
import { chartOf } from './chart-files';
import type { Deployment } from './deployment';
import { terraformOf } from './terraform-files';

/**
 * The skeleton for a chosen option, from its target and the figures of its recommendation: the same for the same option,
 * to the byte. A text instead where nothing can be written: the reasons.
 */
export function writeDeployment(target: DeploymentTarget, figures: readonly Figure[]): Deployment | string {
  return target.mode === 'api' ? apiDeployment(target, figures) : onHardware(target, figures);
}

function onHardware(target: HardwareTarget, figures: readonly Figure[]): Deployment | string {
  const parts = [terraformOf(target, figures), chartOf(target, figures)];
  const written = parts.filter((part) => typeof part !== 'string');
  const reasons = parts.filter((part) => typeof part === 'string');
  if (written.length === 0) return reasons.join(' ');
  const used = new Set(Object.values<string | undefined>({ ...target.figures }));
  return {
    target,
    files: written.flatMap((part) => part.files),
    open: written.flatMap((part) => part.open),
    notes: [
      'A beginning that a person completes: settings without a default have to be filled in, and a plan read before it is applied.',
      'The Kubernetes cluster, its network, identities, device plug-in, monitoring and certificates are not made by it.',
      ...reasons,
    ],
    figures: figures.filter(({ id }) => used.has(id)),
  };
}
