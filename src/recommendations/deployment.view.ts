import type { Figure } from '@app/kernel';
import type { Deployment } from '@app/synthesis';
import { ApiProperty } from '@nestjs/swagger';

export class DeploymentFileView {
  @ApiProperty({ description: 'Relative, with forward slashes', example: 'terraform/main.tf' }) path: string;
  @ApiProperty({ enum: ['text/x-hcl', 'application/yaml', 'text/markdown'] }) mediaType: string;
  @ApiProperty() content: string;
}

export class OpenSettingView {
  @ApiProperty({ example: 'terraform/variables.tf' }) file: string;
  @ApiProperty({ example: 'ami_type' }) name: string;
  @ApiProperty({ description: 'Why nothing stands there' }) why: string;
}

/** A beginning of what to deploy for the option that a recommendation chose. */
export class DeploymentView {
  @ApiProperty() recommendationId: string;
  @ApiProperty({ description: 'The run whose option it is' }) runId: string;
  @ApiProperty({
    type: Object,
    description:
      'The option by ids of the catalog and of figures; place is null on owned hardware, and mode api has an apiId in place of hardware',
  })
  target: object;
  @ApiProperty({ type: DeploymentFileView, isArray: true }) files: readonly DeploymentFileView[];
  @ApiProperty({ type: OpenSettingView, isArray: true, description: 'What a person has to fill in' })
  open: readonly OpenSettingView[];
  @ApiProperty({ type: String, isArray: true, description: 'What it does not do' }) notes: readonly string[];
  @ApiProperty({ type: Object, isArray: true, description: 'The figures that stand in the files' })
  figures: readonly Figure[];
}

export function toDeploymentView(recommendationId: string, runId: string, given: Deployment): DeploymentView {
  const { target, files, open, notes, figures } = given;
  return {
    recommendationId,
    runId,
    target: targetView(target),
    files: files.map(({ path, mediaType, content }) => ({ path, mediaType, content })),
    open: open.map(({ file, name, why }) => ({ file, name, why })),
    notes,
    figures,
  };
}

function targetView(target: Deployment['target']): object {
  const { workloadId, mode, modelId, figures } = target;
  if (target.mode === 'api')
    return { workloadId, mode, apiId: target.apiId, provider: target.provider, modelId, figures };
  const { precision, accelerator, place } = target;
  return { workloadId, mode, modelId, precision, accelerator, place, figures };
}
