import { ChoiceField, PartField, TextField } from '../http/dto-field.decorator';

const COLOUR = { max: 7, pattern: /^#[0-9a-fA-F]{6}$/, form: 'a colour such as #0b5a5e' };
/** 256 KiB in base64. */
const MAX_BASE64 = 349_528;

/** A picture for the head of reports. */
export class LogoDto {
  @ChoiceField({
    description: 'What the picture is; its content must agree',
    values: ['image/png', 'image/svg+xml'],
    required: true,
    example: 'image/png',
  })
  contentType: 'image/png' | 'image/svg+xml';

  @TextField({ description: 'The picture in base64, at most 256 KiB of it', max: MAX_BASE64, required: true })
  data: string;
}

/** The body of `PUT /v1/branding`. */
export class SetBrandingDto {
  @TextField({
    description: 'Whose reports they are',
    max: 100,
    required: true,
    example: 'Example Insurance plc',
  })
  name: string;

  @TextField({
    description: 'Of headings and rules; must be readable on white',
    ...COLOUR,
    required: true,
    example: '#0b3d91',
  })
  primaryColour: string;

  @TextField({
    description: 'Of links and what stands out; must be readable on white',
    ...COLOUR,
    required: true,
    example: '#8a1c1c',
  })
  accentColour: string;

  @PartField({ description: 'None if left out: the name stands in its place', of: () => LogoDto })
  logo?: LogoDto;

  @TextField({ description: 'Who sets it', max: 100, required: true, example: 'Ada Lovelace, CTO' })
  by: string;
}

/** The query of `DELETE /v1/branding`. */
export class RemoveBrandingDto {
  @TextField({ description: 'Who takes it away', max: 100, example: 'Ada Lovelace, CTO' })
  by?: string;
}
