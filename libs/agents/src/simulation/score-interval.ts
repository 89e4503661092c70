/** Standard deviations on either side that hold 95 % of a normal distribution. */
const Z = 1.96;

/**
 * The 95 % interval of a share of `count`, by Wilson's score interval (Wilson 1927, J. Am. Stat. Assoc. 22): of none in a
 * thousand it reaches above none. Of nothing counted it is everything from 0 to 1.
 */
export function scoreInterval(share: number, count: number): [number, number] {
  if (count === 0) return [0, 1];
  const centre = share + (Z * Z) / (2 * count);
  const reach = Z * Math.sqrt((share * (1 - share)) / count + (Z * Z) / (4 * count * count));
  const scale = 1 + (Z * Z) / count;
  // Of none or all the near end is exact; a difference of two equal numbers would leave a residue of rounding.
  const low = share === 0 ? 0 : (centre - reach) / scale;
  const high = share === 1 ? 1 : (centre + reach) / scale;
  return [Math.max(0, low), Math.min(1, high)];
}
