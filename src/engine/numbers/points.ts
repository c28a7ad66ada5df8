/** Points in whole hundredths: `2.5` points are 250. */
export type Points = number;

/** Reads `10`, `"10"`, `"2.5"` or `"2.25"` as hundredths of a point; anything else gives `undefined`. */
export function parsePoints(value: number | string): Points | undefined {
  const match = /^(-?)(\d{1,6})(?:\.(\d{1,2}))?$/.exec(String(value));
  if (!match) return undefined;
  const hundredths = Number(match[2]) * 100 + Number((match[3] ?? '').padEnd(2, '0'));
  return match[1] === '-' && hundredths > 0 ? -hundredths : hundredths;
}

/** `250` as `"2.5"`. */
export function formatPoints(points: Points): string {
  const digits = String(Math.abs(points)).padStart(3, '0');
  const decimals = digits.slice(-2).replace(/0+$/, '');
  const whole = digits.slice(0, -2);
  return `${points < 0 ? '-' : ''}${whole}${decimals ? `.${decimals}` : ''}`;
}

/** A percentage as whole ten-thousandths: `"35%"` is 3500, `"12.25%"` is 1225; finer ones give `undefined`. */
export function parsePercent(text: string): number | undefined {
  const match = /^(\d{1,5})(?:\.(\d{1,2}))?%$/.exec(text);
  return match ? Number(match[1]) * 100 + Number((match[2] ?? '').padEnd(2, '0')) : undefined;
}

export function formatPercent(tenThousandths: number): string {
  return `${formatPoints(tenThousandths)}%`;
}
