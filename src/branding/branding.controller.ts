import {
  Body,
  Controller,
  Delete,
  Get,
  Headers,
  HttpCode,
  HttpStatus,
  Put,
  Query,
  Res,
  UseInterceptors,
} from '@nestjs/common';
import { ApiHeader, ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import { BrandingService, type Branding, type BrandingVersion } from '@app/reports';
import type { FastifyReply } from 'fastify';
import { AcceptsYaml } from '../http/accepts-yaml.decorator';
import { ConditionalReadInterceptor } from '../http/conditional-read.interceptor';
import { CurrentTenant } from '../http/current-tenant';
import { expectedVersion, versionTag } from '../http/entity-tag';
import { RemoveBrandingDto, SetBrandingDto } from './branding.dto';
import { BrandingView, toBrandingView } from './branding.view';

const IF_MATCH = { name: 'If-Match', required: false, description: 'Only if it is still at this version' };

/** How the reports of an organisation look. */
@ApiTags('Reports')
@Controller('v1/branding')
@UseInterceptors(ConditionalReadInterceptor)
export class BrandingController {
  constructor(
    private readonly brandings: BrandingService,
    private readonly tenant: CurrentTenant,
  ) {}

  @Get()
  @ApiOperation({ operationId: 'getBranding', summary: 'Read how reports look' })
  @ApiResponse({ status: 200, type: BrandingView })
  async read(@Res({ passthrough: true }) reply: FastifyReply): Promise<BrandingView> {
    const current = await this.brandings.get(this.tenant.id);
    return answerWith(current.branding, current, reply);
  }

  @Put()
  @AcceptsYaml(SetBrandingDto)
  @ApiOperation({
    operationId: 'setBranding',
    summary: 'Set name, colours and logo of reports, all at once',
    description:
      'Every format uses it from the next rendering on. Colours need a contrast of 4.5 on white; on a dark ground ' +
      'reports lighten them as far as needed. A PNG is checked by its content; an SVG is read by an allow-list and ' +
      'stored as it was understood.',
  })
  @ApiHeader(IF_MATCH)
  @ApiResponse({ status: 200, type: BrandingView })
  @ApiResponse({ status: 422, description: 'A colour that cannot be read, or a logo that may not be used' })
  async set(
    @Headers('if-match') ifMatch: string | undefined,
    @Body() { name, primaryColour, accentColour, logo, by }: SetBrandingDto,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<BrandingView> {
    const picture = logo ? { contentType: logo.contentType, data: logo.data } : null;
    const wish = { name, primaryColour, accentColour, logo: picture };
    const made = await this.brandings.set(this.tenant.id, wish, by, numbered(expectedVersion(ifMatch)));
    return answerWith(made.branding ?? wish, made, reply);
  }

  @Delete()
  @HttpCode(HttpStatus.NO_CONTENT)
  @ApiOperation({ operationId: 'removeBranding', summary: 'Give reports back their plain look' })
  @ApiHeader(IF_MATCH)
  @ApiResponse({ status: 204 })
  async remove(
    @Headers('if-match') ifMatch: string | undefined,
    @Query() { by }: RemoveBrandingDto,
  ): Promise<void> {
    await this.brandings.remove(this.tenant.id, by ?? '', numbered(expectedVersion(ifMatch)));
  }
}

function numbered(version: number | 'any' | undefined): number | undefined {
  return version === 'any' ? undefined : version;
}

function answerWith(branding: Branding, version: BrandingVersion, reply: FastifyReply): BrandingView {
  void reply.header('ETag', versionTag(version.version));
  return toBrandingView(branding, version);
}
