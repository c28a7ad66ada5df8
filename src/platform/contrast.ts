/** How well one colour is told from another, from 1 to 21, as the WCAG compute it. */
export function contrast(one: string, other: string): number {
  const [dark = 0, light = 0] = [luminance(one), luminance(other)].toSorted((a, b) => a - b);
  return (light + 0.05) / (dark + 0.05);
}

/** The colour with that percentage of its light. */
export function darken(colour: string, percent: number): string {
  return hexOf(channels(colour).map((channel) => (channel * percent) / 100));
}

/** The colour thinned with white until that percentage of it is left. */
export function lighten(colour: string, percent: number): string {
  return hexOf(channels(colour).map((channel) => 255 - ((255 - channel) * percent) / 100));
}

function luminance(colour: string): number {
  const [red = 0, green = 0, blue = 0] = channels(colour).map((channel) => {
    const share = channel / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function channels(colour: string): readonly number[] {
  return [1, 3, 5].map((start) => Number.parseInt(colour.slice(start, start + 2), 16));
}

function hexOf(each: readonly number[]): string {
  return `#${each.map((channel) => Math.floor(channel).toString(16).padStart(2, '0')).join('')}`;
}
