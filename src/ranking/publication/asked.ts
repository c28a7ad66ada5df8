import type { UnitDigest } from './digest.ts';

/** What of an act one wants to see. */
export interface ResultAsked {
  readonly unit: string | undefined;
  readonly province: string | undefined;
  readonly words: string | undefined;
  readonly from: number | undefined;
}

/** Reads it from an address; what is nothing of the act is left out. */
export function readAsked(
  query: unknown,
  { units, provinces }: { units: readonly UnitDigest[]; provinces: object },
): ResultAsked {
  const { unit, province, q, from } = query as Readonly<Record<string, unknown>>;
  const words = typeof q === 'string' ? q.trim().slice(0, 100) : '';
  return {
    unit: typeof unit === 'string' && units.some((each) => each.unit === unit) ? unit : undefined,
    province:
      typeof province === 'string' && Object.hasOwn(provinces, province) ? province : undefined,
    words: words === '' ? undefined : words,
    from: typeof from === 'string' && /^[1-9]\d{0,6}$/.test(from) ? Number(from) : undefined,
  };
}

/** The address of the same act with something else asked. */
export function addressOf(path: string, asked: Partial<ResultAsked>, at = ''): string {
  const { unit, province, words, from } = asked;
  const query = new URLSearchParams({
    ...(unit === undefined ? {} : { unit }),
    ...(province === undefined ? {} : { province }),
    ...(words === undefined ? {} : { q: words }),
    ...(from === undefined ? {} : { from: String(from) }),
  });
  return `${path}${query.size === 0 ? '' : `?${query.toString()}`}${at === '' ? '' : `#${at}`}`;
}
