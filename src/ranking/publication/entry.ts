import type { Cents } from '../../engine/index.ts';

/** What a signed act says of one application, as it is kept. */
export interface EntryRow {
  /** 1, 2, 3 …: ranking by ranking, best first, then those without a position. */
  readonly place: number;
  readonly applicationId: string;
  readonly pseudonym: string;
  readonly unit: string;
  readonly line: string | null;
  /** 0 without a position. */
  readonly position: number;
  readonly positionTo: number;
  readonly outcome: string;
  readonly reason: string;
  readonly decidedBy: string | null;
  readonly isReserved: boolean;
  /** Hundredths of a point. */
  readonly net: number | null;
  readonly bonus: number | null;
  readonly gross: number | null;
  readonly asked: Cents | null;
  /** By this act. */
  readonly granted: Cents;
  /** By all acts up to this one. */
  readonly total: Cents;
  /** By all acts, down to here in its ranking. */
  readonly reached: Cents;
  readonly name: string;
  readonly fiscalCode: string;
  readonly holderKind: string;
  readonly province: string | null;
  readonly municipality: string | null;
  readonly municipalityCode: string | null;
  /** Hundredths of a point by criterion. */
  readonly criteria: Readonly<Record<string, number>>;
  readonly cup: string | null;
}
