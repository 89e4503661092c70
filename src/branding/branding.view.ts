import { ApiProperty } from '@nestjs/swagger';
import type { Branding, BrandingVersion } from '@app/reports';

export class LogoView {
  @ApiProperty({ enum: ['image/png', 'image/svg+xml'] })
  contentType: string;

  @ApiProperty({ description: 'In base64; an SVG as it was cleaned' })
  data: string;
}

export class BrandingView {
  @ApiProperty({ description: 'Grows with every change, a removal included' })
  version: number;

  @ApiProperty()
  name: string;

  @ApiProperty({ example: '#0b3d91' })
  primaryColour: string;

  @ApiProperty({ example: '#8a1c1c' })
  accentColour: string;

  @ApiProperty({ type: LogoView, nullable: true })
  logo: LogoView | null;

  @ApiProperty({ type: String, nullable: true })
  by: string | null;

  @ApiProperty({ type: String, format: 'date-time', nullable: true })
  updatedAt: string | null;
}

export function toBrandingView(
  branding: Branding,
  { version, by, updatedAt }: BrandingVersion,
): BrandingView {
  const { name, primaryColour, accentColour, logo } = branding;
  return {
    version,
    name,
    primaryColour,
    accentColour,
    logo: logo && { contentType: logo.contentType, data: logo.data },
    by,
    updatedAt: updatedAt?.toISOString() ?? null,
  };
}
