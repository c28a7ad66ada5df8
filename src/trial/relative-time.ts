const unitsMs = { m: 60_000, h: 3_600_000, d: 86_400_000 } as const;

/** The instant that `-35m`, `+3h` or `now` means at this moment; all but `now` end on a whole minute. */
export function instantOf(relative: string, now: Date): Date {
  if (relative === 'now') return now;
  const match = /^([+-]\d{1,4})([mhd])$/.exec(relative);
  const unit = match?.[2] as keyof typeof unitsMs | undefined;
  if (!match || unit === undefined) throw new Error(`"${relative}" is no time of a trial`);
  const at = now.getTime() + Number(match[1]) * unitsMs[unit];
  return new Date(Math.ceil(at / unitsMs.m) * unitsMs.m);
}
