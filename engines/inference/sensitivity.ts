/** How strong an unseen common cause would have to be to explain an association away. */

/**
 * E-value of a ratio of shares (VanderWeele & Ding 2017, DOI 10.7326/M16-2607): the least ratio by which something
 * unseen would have to go with taking part together *and* with becoming acquainted. 1: any would do. Give the
 * end of the interval nearer to 1 for the E-value of the interval; ratios below 1 are turned over.
 * @throws RangeError('inference/ratio-out-of-range') where the ratio is not above 0.
 */
export function eValue(ratio: number): number {
  if (!(ratio > 0)) throw new RangeError('inference/ratio-out-of-range');
  const above = ratio < 1 ? 1 / ratio : ratio;
  return above + Math.sqrt(above * (above - 1));
}
