import type { Role } from '../../platform/tables.ts';

export const roles = [
  'author',
  'officer',
  'evaluator',
  'panel-secretary',
  'signatory',
  'controller',
  'programme-coordinator',
  'auditor',
  'administrator',
] as const satisfies readonly Role[];

export const bodyKinds = ['authority', 'union', 'chamber', 'other'] as const;

export interface Body {
  readonly id: string;
  /** As in addresses. */
  readonly code: string;
  readonly name: string;
  readonly kind: (typeof bodyKinds)[number];
  /** Code of the body above it. */
  readonly parent: string | null;
  readonly fiscalCode: string | null;
  readonly fictional: boolean;
}
