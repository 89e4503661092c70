import type { ApiTarget } from '@app/agents';
import type { Figure } from '@app/kernel';
import { chartYaml, setting, yaml } from './chart-files';
import type { Deployment } from './deployment';
import { oneLine, trailOf } from './deployment';

const CONFIGURATION = `apiVersion: v1
kind: ConfigMap
metadata:
  name: {{ .Release.Name }}
  labels:
    app.kubernetes.io/name: {{ .Chart.Name }}
    app.kubernetes.io/instance: {{ .Release.Name }}
data:
  MODEL_API_URL: {{ required "api.url must be set" .Values.api.url | quote }}
  MODEL_API_MODEL: {{ .Values.api.model | quote }}
  MODEL_API_KEY_SECRET: {{ required "api.keySecret must be set" .Values.api.keySecret | quote }}
  {{- if .Values.api.expectedUsdPerMonth }}
  MODEL_API_EXPECTED_USD_PER_MONTH: {{ .Values.api.expectedUsdPerMonth | quote }}
  {{- end }}
`;

/**
 * What the caller of a model's API has to be told, as a Helm chart: one ConfigMap that a release of the caller takes its
 * environment from. The key is in none of it.
 */
export function apiDeployment(target: ApiTarget, figures: readonly Figure[]): Deployment {
  const { workloadId, apiId, provider, modelId } = target;
  const monthly = figures.find(({ id }) => id === target.figures.monthly);
  const description = oneLine(`How workload ${workloadId} reaches ${modelId} of ${provider}`);
  return {
    target,
    files: [
      yaml('chart/Chart.yaml', chartYaml(`call-${workloadId}`, description)),
      yaml('chart/values.yaml', valuesYaml(target, monthly)),
      { path: 'chart/templates/configuration.yaml', mediaType: 'application/yaml', content: CONFIGURATION },
    ],
    open: [
      setting(
        'api.url',
        `The catalog knows the price of ${apiId}, not the address of your region or account.`,
      ),
      setting('api.keySecret', 'The key is yours: name the Secret that holds it; it belongs into no file.'),
    ],
    notes: [
      'A beginning that a person completes: settings that are empty have to be filled in.',
      'It makes one ConfigMap; what calls the API takes its environment from it, and its key from the Secret that is named.',
      'It sets no limit on spend: set one where the provider bills, near the amount that is expected.',
      'No Terraform is written: there is no machine to rent.',
    ],
    figures: monthly ? [monthly] : [],
  };
}

function valuesYaml({ apiId, modelId }: ApiTarget, monthly: Figure | undefined): string {
  return [
    '# Values that are empty must be set: rendering fails until they are.',
    'api:',
    '  # The address of the API, in the region that was agreed on',
    '  url: ""',
    `  # ${oneLine(apiId)} in the catalog; confirm the name by which your account knows it`,
    `  model: ${JSON.stringify(modelId)}`,
    '  # The Secret that holds the key',
    '  keySecret: ""',
    ...expectedLines(monthly),
  ].join('\n');
}

/** Nothing where the price is unknown. */
function expectedLines(monthly: Figure | undefined): string[] {
  if (monthly?.value == null) return [];
  const value = Number(monthly.value.toFixed(2));
  return [`  ${trailOf({ figure: monthly, value, most: value })}`, `  expectedUsdPerMonth: ${value}`];
}
