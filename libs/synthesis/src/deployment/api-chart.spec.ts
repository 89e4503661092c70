import type { ApiTarget } from '@app/agents';
import { parse } from 'yaml';
import { aFigure } from '../../../../test/support/agent-output.builder';
import { manifestsOf, renderTemplate } from '../../../../test/support/chart-renderer';
import { apiDeployment } from './api-chart';
import type { Deployment } from './deployment';

const TARGET: ApiTarget = {
  workloadId: 'chat-1',
  mode: 'api',
  apiId: 'openai/gpt-5-mini',
  provider: 'OpenAI',
  modelId: 'gpt-5-mini',
  figures: { monthly: 'month' },
};

const contentOf = ({ files }: Deployment, path: string): string =>
  files.find((file) => file.path === path)?.content ?? '';

/** The manifests of the chart, with what a person fills in. */
function manifests(deployment: Deployment, filledIn: object): unknown[] {
  const { api } = parse(contentOf(deployment, 'chart/values.yaml')) as { readonly api: object };
  const { name } = parse(contentOf(deployment, 'chart/Chart.yaml')) as { readonly name: string };
  const scope = {
    Values: { api: { ...api, ...filledIn } },
    Release: { Name: 'mine' },
    Chart: { Name: name },
  };
  return manifestsOf(renderTemplate(contentOf(deployment, 'chart/templates/configuration.yaml'), scope));
}

const FILLED_IN = { url: 'https://api.example.org/v1', keySecret: 'api-key' };

describe('apiDeployment', () => {
  it('tells what calls an API of it, and holds no key', () => {
    const deployment = apiDeployment(TARGET, [aFigure({ id: 'month', label: 'By API', value: 1234.567 })]);
    expect(manifests(deployment, FILLED_IN)).toMatchObject([
      {
        kind: 'ConfigMap',
        metadata: { name: 'mine', labels: { 'app.kubernetes.io/name': 'call-chat-1' } },
        data: {
          MODEL_API_URL: 'https://api.example.org/v1',
          MODEL_API_MODEL: 'gpt-5-mini',
          MODEL_API_KEY_SECRET: 'api-key',
          MODEL_API_EXPECTED_USD_PER_MONTH: '1234.57',
        },
      },
    ]);
    expect(contentOf(deployment, 'chart/values.yaml')).toContain('# By API: figure month');
    expect(deployment.figures.map(({ id }) => id)).toEqual(['month']);
  });

  it('fails to render until address and Secret are named, and says so', () => {
    const deployment = apiDeployment(TARGET, []);
    expect(deployment.open.map(({ name }) => name)).toEqual(['api.url', 'api.keySecret']);
    expect(() => manifests(deployment, {})).toThrow('api.url must be set');
    expect(() => manifests(deployment, { ...FILLED_IN, keySecret: '' })).toThrow('api.keySecret must be set');
  });

  it('expects no amount where the price of an API is unknown', () => {
    const deployment = apiDeployment(TARGET, [aFigure({ id: 'month', value: null, unknown: 'no price' })]);
    expect(contentOf(deployment, 'chart/values.yaml')).not.toContain('expectedUsdPerMonth');
    expect(manifests(deployment, FILLED_IN)[0]).not.toHaveProperty('data.MODEL_API_EXPECTED_USD_PER_MONTH');
  });
});
