/** Colours of a drawing. */
export interface ChartTheme {
  readonly ink: string;
  readonly faint: string;
  readonly ground: string;
  /** For lines in their order; dashes and marks tell them apart too. */
  readonly series: readonly string[];
}

/**
 * For areas side by side: five steps from dark to light, so that they differ in black and white too, in hues that
 * people who see colours differently tell apart (viridis; van der Walt and Smith, 2015).
 */
export const SHADES = ['#440154', '#3b528b', '#21918c', '#5ec962', '#fde725'] as const;

/** Eight colours that people who see colours differently tell apart (Okabe and Ito, "Color Universal Design", 2008). */
const TELLABLE = ['#0072b2', '#e69f00', '#009e73', '#d55e00', '#56b4e9', '#cc79a7', '#444444', '#b8a800'];

export const LIGHT_CHART: ChartTheme = {
  ink: '#1f2430',
  faint: '#c9ced8',
  ground: 'none',
  series: TELLABLE,
};

export const DARK_CHART: ChartTheme = {
  ink: '#e6e9ef',
  faint: '#4a5160',
  ground: 'none',
  series: ['#56b4e9', '#e69f00', '#2fc79a', '#ff8a3d', '#9ad1f5', '#e5a3c8', '#c4c8d0', '#f0e442'],
};

/** Dashes and marks that tell series apart without any colour. */
export const LINE_DASHES = ['solid', [7, 4], [2, 3], [9, 3, 2, 3], [12, 4], [4, 4]] as const;
export const POINT_MARKS = ['circle', 'rect', 'triangle', 'diamond', 'roundRect', 'pin'] as const;
