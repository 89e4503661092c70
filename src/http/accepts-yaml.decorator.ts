import { applyDecorators } from '@nestjs/common';
import { ApiBody, ApiConsumes, ApiExtraModels } from '@nestjs/swagger';

/** Says in the OpenAPI document that a body may be JSON or YAML of the same shape. */
export function AcceptsYaml(body: new () => object): MethodDecorator {
  return applyDecorators(
    ApiExtraModels(body),
    ApiConsumes('application/json', 'application/yaml'),
    ApiBody({ type: body }),
  );
}
