/** The grounds that reports are read on. */
export const LIGHT_GROUND = '#ffffff';
export const DARK_GROUND = '#14191d';

/** What text needs against its ground (WCAG 2.2, success criterion 1.4.3, level AA). */
export const READABLE_CONTRAST = 4.5;

/** Contrast of two `#rrggbb` colours, 1 to 21 (WCAG 2.2, "contrast ratio"). */
export function contrastOf(a: string, b: string): number {
  const [low, high] = [luminance(a), luminance(b)].sort((x, y) => x - y) as [number, number];
  return (high + 0.05) / (low + 0.05);
}

/** The colour itself, or the least of its mixtures with white that can be read on a dark ground. */
export function readableOn(colour: string, ground: string): string {
  for (let white = 0; white < 1; white += 0.05) {
    const mixed = mix(colour, white);
    if (contrastOf(mixed, ground) >= READABLE_CONTRAST) return mixed;
  }
  return '#ffffff';
}

/** Relative luminance, 0 to 1 (WCAG 2.2). */
function luminance(colour: string): number {
  const [red, green, blue] = channels(colour).map((part) => {
    const share = part / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  }) as [number, number, number];
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function mix(colour: string, white: number): string {
  return `#${channels(colour)
    .map((part) =>
      Math.round(part + (255 - part) * white)
        .toString(16)
        .padStart(2, '0'),
    )
    .join('')}`;
}

function channels(colour: string): [number, number, number] {
  const part = (at: number) => Number.parseInt(colour.slice(at, at + 2), 16);
  return [part(1), part(3), part(5)];
}
