/** Elements that a logo may have (SVG 1.1): shapes, groups, texts, gradients, clips and masks. */
export const ELEMENTS: ReadonlySet<string> = new Set(
  (
    'svg g defs symbol use path rect circle ellipse line polyline polygon text tspan title desc ' +
    'linearGradient radialGradient stop clipPath mask'
  ).split(' '),
);

/** What drawing programs leave for themselves: it draws nothing, and goes with all that is in it. */
export const DROPPED_ELEMENTS: ReadonlySet<string> = new Set(['metadata']);

/** Attributes that are kept; every other one is left out. None of them loads or runs anything. */
export const ATTRIBUTES: ReadonlySet<string> = new Set(
  (
    'id viewBox width height x y x1 y1 x2 y2 cx cy r rx ry fx fy d points dx dy rotate transform preserveAspectRatio ' +
    'fill fill-opacity fill-rule stroke stroke-width stroke-opacity stroke-linecap stroke-linejoin stroke-miterlimit ' +
    'stroke-dasharray stroke-dashoffset opacity color display visibility clip-path clip-rule mask clipPathUnits ' +
    'maskUnits maskContentUnits gradientUnits gradientTransform spreadMethod offset stop-color stop-opacity ' +
    'font-family font-size font-weight font-style text-anchor letter-spacing dominant-baseline paint-order version'
  ).split(' '),
);
