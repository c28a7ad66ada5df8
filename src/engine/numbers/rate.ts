import { fraction, type Fraction } from './fraction.ts';

const percentPattern = /^(\d{1,4})(?:\.(\d{1,6}))?%$/;
const ratioPattern = /^(\d{1,9})\/([1-9]\d{0,8})$/;

/** Reads `"7%"`, `"26.75%"` or `"1/3"` as an exact fraction; anything else gives `undefined`. */
export function parseRate(text: string): Fraction | undefined {
  const percent = percentPattern.exec(text);
  if (percent) {
    const decimals = percent[2] ?? '';
    return fraction(BigInt(`${percent[1]}${decimals}`), 100n * 10n ** BigInt(decimals.length));
  }
  const ratio = ratioPattern.exec(text);
  return ratio ? fraction(BigInt(ratio[1] ?? ''), BigInt(ratio[2] ?? '')) : undefined;
}
