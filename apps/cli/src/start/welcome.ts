import type { LocalStack } from '@app/local-stack';
import type { Paint } from '../terminal/paint';

/** What a person reads when everything is ready: where it is and what to try. */
export function welcome({ apiUrl }: Pick<LocalStack, 'apiUrl'>, dataDir: string, paint: Paint): string[] {
  const example = 'examples/support-assistant-gdpr.yaml';
  return [
    '',
    paint.bold(paint.green('Infra Mind is ready.')),
    '',
    `  API        ${apiUrl}`,
    `  Reference  ${apiUrl}/docs`,
    `  Data       ${dataDir}`,
    `  Logs       ${dataDir}/logs`,
    '',
    paint.bold('Try, in another terminal:'),
    '',
    `  npm run -s infra-mind -- assess ${example}`,
    '',
    'or with curl, step by step:',
    '',
    `  curl -s ${apiUrl}/v1/assessments -H 'Content-Type: application/yaml' --data-binary @${example}`,
    `  curl -s -X POST ${apiUrl}/v1/assessments/ASSESSMENT_ID/runs`,
    `  curl -sN ${apiUrl}/v1/runs/RUN_ID/events`,
    `  curl -s '${apiUrl}/v1/runs/RUN_ID/report?format=html' -o report.html`,
    '',
    paint.dim('Ctrl-C stops everything; the next start goes on with the same data.'),
    '',
  ];
}
