import { beeCallAround } from '../support/bee-call.ts';
import { personFiscalCode, vatNumber } from '../support/people.ts';
import type { AccessScene } from '../route-access/scene.ts';
import type { GroundScene } from './ground.ts';
import type { Named } from './stages.ts';
import type { Who } from '../route-access/who.ts';
import type { Fields } from './broken-form.ts';

/**
 * A body that a route takes, and who may send it; `turn` makes different what may not be twice, `named` is how things
 * stand.
 */
export interface Recipe<S extends AccessScene = GroundScene> {
  readonly route: string;
  readonly who: Who;
  readonly valid: (scene: S, turn: number, named: Named) => object;
}

export interface FormRecipe<S extends AccessScene = GroundScene> extends Recipe<S> {
  readonly valid: (scene: S, turn: number, named: Named) => Fields;
}

export const holder = (turn: number) => ({
  fiscalCode: personFiscalCode(500_000 + turn * 7919),
  givenName: 'Maria',
  familyName: 'Rossi',
});

export const organisation = (turn: number) => ({
  kind: 'firm',
  name: `Mulino ${turn} S.r.l.`,
  vatNumber: vatNumber(500_000 + turn),
  sizeClass: 'small',
});

export const site = {
  municipalityCode: '015146',
  municipality: 'Milano',
  province: 'MI',
  address: 'Via dei Mulini 1',
  activeSince: '2012-05-07',
};

const hour = 3_600_000;
export const inHours = (hours: number) => new Date(Date.now() + hours * hour).toISOString();
export const call = (turn: number) => beeCallAround(-60, 600, { id: `bees-${turn}` });
