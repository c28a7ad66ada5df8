import type { Access } from '../../accounts/index.ts';
import type { Role } from '../../platform/tables.ts';

/** Who looks at the desk of rankings, and who freezes, decides and tries there. */
export const deskRoles = [
  'officer',
  'signatory',
  'controller',
  'auditor',
] as const satisfies readonly Role[];
export const officerRoles = ['officer'] as const satisfies readonly Role[];
export const trierRoles = ['officer', 'signatory'] as const satisfies readonly Role[];

export const deskAccess: Access = { who: 'named', roles: deskRoles, subject: 'call' };
export const officerAccess: Access = { who: 'named', roles: officerRoles, subject: 'call' };
export const trierAccess: Access = { who: 'named', roles: trierRoles, subject: 'call' };
