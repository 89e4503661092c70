import { contrastOf, LIGHT_GROUND, READABLE_CONTRAST } from '../colour-contrast';
import type { Branding } from '../presentation';
import { brandingRefused } from './branding.errors';
import { checkPng } from './png-logo';
import { cleanSvg } from './svg-logo';

/** Bytes of a logo. */
export const MAX_LOGO_BYTES = 256 * 1024;

const BASE64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;

/**
 * Branding that reports may be made with: colours that can be read on paper (on a dark ground reports lighten them
 * as far as needed), and a logo whose content was looked through; an SVG comes back as it was understood.
 *
 * @throws branding.refused naming the field
 */
export function checkBranding(branding: Branding): Branding {
  checkColour('/primaryColour', branding.primaryColour);
  checkColour('/accentColour', branding.accentColour);
  return { ...branding, logo: branding.logo && checkedLogo(branding.logo) };
}

function checkColour(pointer: string, colour: string): void {
  if (!/^#[0-9a-fA-F]{6}$/.test(colour)) {
    throw brandingRefused(pointer, `expected a colour such as #0b5a5e, got ${JSON.stringify(colour)}.`);
  }
  const contrast = contrastOf(colour, LIGHT_GROUND);
  if (contrast >= READABLE_CONTRAST) return;
  throw brandingRefused(
    pointer,
    `${colour} has a contrast of ${contrast.toFixed(2)} on white, text needs ${READABLE_CONTRAST} (WCAG AA). Take a darker one.`,
  );
}

function checkedLogo(logo: NonNullable<Branding['logo']>): NonNullable<Branding['logo']> {
  const { contentType, data } = logo;
  if (!BASE64.test(data) || data === '') throw brandingRefused('/logo/data', 'the logo is not in base64.');
  const bytes = Buffer.from(data, 'base64');
  if (bytes.length > MAX_LOGO_BYTES) {
    throw brandingRefused(
      '/logo/data',
      `the logo has ${bytes.length} bytes, at most ${MAX_LOGO_BYTES} are taken.`,
    );
  }
  if (contentType === 'image/png') {
    checkPng(bytes);
    return logo;
  }
  const clean = cleanSvg(utf8Of(bytes));
  return { contentType, data: Buffer.from(clean, 'utf8').toString('base64') };
}

function utf8Of(bytes: Buffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (cause) {
    const problem = 'the SVG logo is not in UTF-8.';
    throw Object.assign(brandingRefused('/logo/data', problem), { cause });
  }
}
