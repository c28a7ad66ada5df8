import { formatPoints } from '../../engine/index.ts';
import type { Language } from '../../platform/page/index.ts';

/** Hundredths of a point as people write them: `2,5`. */
export function pointsText(points: number, language: Language): string {
  const text = formatPoints(points);
  return language === 'it' ? text.replace('.', ',') : text;
}

/** The mean of points, in hundredths, rounded to the nearest and a half up. */
export function meanPoints(sum: number, count: number): number {
  return Math.round(sum / count);
}

/** A part of a whole as the width of a picture. */
export function percent(part: number, whole: number): string {
  return whole <= 0 ? '0%' : `${((part / whole) * 100).toFixed(2)}%`;
}
