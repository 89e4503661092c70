import type { INestApplication } from '@nestjs/common';
import type { OpenAPIObject } from '@nestjs/swagger';
import { DocumentBuilder, SwaggerModule } from '@nestjs/swagger';
import { PRODUCT_VERSION } from '@app/platform';
import { ProblemView } from './problem.view';

const DESCRIPTION = `Assesses AI infrastructure: eleven specialists work on an assessment in parallel, and every figure they give opens to its formula, inputs and sources.

Long work answers \`202\` with \`Location\` and \`Retry-After\`; the run object serves polling and streams. Errors are \`application/problem+json\` with a stable \`code\` and a JSON pointer for each wrong field. Lists use opaque cursors, and take \`fields\`, as some reads of one object do, to answer with part of each. Updates need \`If-Match\`. A POST with an \`Idempotency-Key\` can be sent again without being done again. Bodies may be JSON or YAML.`;

/** The OpenAPI 3.1 document of this API. */
export function apiDocument(app: INestApplication): OpenAPIObject {
  const config = new DocumentBuilder()
    .setOpenAPIVersion('3.1.0')
    .setTitle('Infra Mind')
    .setDescription(DESCRIPTION)
    .setVersion(PRODUCT_VERSION)
    .setLicense('Apache-2.0', 'https://www.apache.org/licenses/LICENSE-2.0')
    .addTag('Assessments', 'What you tell about your organisation and workloads, with every version kept')
    .addTag('Runs', 'The eleven agents at work on an assessment, and what they found')
    .addTag('Reports', 'Reports of runs as files, made in the background')
    .addTag('Operations', 'Whether this process is alive and ready, and its metrics')
    .addGlobalResponse({ status: '4XX', description: 'Refused, with what was expected', type: ProblemView })
    .addGlobalResponse({ status: '5XX', description: 'Failed on our side', type: ProblemView })
    .build();
  const document = SwaggerModule.createDocument(app, config, {
    operationIdFactory: (_controller, method) => method,
    extraModels: [ProblemView],
  });
  return asProblems(document);
}

/** Errors have a media type of their own, which the decorators cannot say for all at once. */
function asProblems(document: OpenAPIObject): OpenAPIObject {
  for (const item of Object.values(document.paths)) {
    for (const operation of Object.values(item) as Array<{ responses?: Record<string, unknown> }>) {
      for (const [status, response] of Object.entries(operation.responses ?? {})) {
        if (/^[45]/.test(status)) renameMediaType(response as { content?: Record<string, unknown> });
      }
    }
  }
  return document;
}

function renameMediaType(response: { content?: Record<string, unknown> }): void {
  const json = response.content?.['application/json'];
  if (json) response.content = { 'application/problem+json': json };
}

/** Serves `/openapi.json` and a reference page at `/docs` whose assets come from here. */
export function serveApiDocument(app: INestApplication): void {
  SwaggerModule.setup('docs', app, () => apiDocument(app), {
    jsonDocumentUrl: 'openapi.json',
    raw: ['json'],
    customSiteTitle: 'Infra Mind API',
    // Without this the page asks a public validator about the document.
    swaggerOptions: { validatorUrl: null, tryItOutEnabled: true },
  });
}
