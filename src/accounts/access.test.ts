import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Role, Scope } from '../platform/tables.ts';
import { decideAccess, hasRole, type Access, type Principal, type Subject } from './access.ts';

const nobody: Principal = {
  personId: 'p',
  sessionFamily: 'f',
  kind: 'browser',
  how: 'oidc',
  level: 2,
  actingFor: null,
  roles: [],
  powers: [],
};

const body: Subject = { bodyId: 'b1', callId: 1, organisationIds: [] };
const application: Subject = { bodyId: 'b1', callId: 1, organisationIds: ['o1', 'o2'] };

describe('who may use a route', () => {
  test('anybody, where it is open to anybody', () => {
    expect(decideAccess({ who: 'anyone' }, null, undefined)).toBe('allowed');
  });

  test('who is signed in, where that is enough', () => {
    expect(decideAccess({ who: 'signed-in' }, null, undefined)).toBe('sign-in');
    expect(decideAccess({ who: 'signed-in' }, nobody, undefined)).toBe('allowed');
  });

  test('what is not there is not found, and only for who is signed in', () => {
    const access: Access = { who: 'named', roles: ['officer'], subject: 'body' };
    expect(decideAccess(access, null, undefined)).toBe('sign-in');
    expect(decideAccess(access, nobody, undefined)).toBe('not-found');
  });

  test('a stranger finds no application, but learns that a body is closed to them', () => {
    const power: Access = { who: 'named', power: 'read', subject: 'application' };
    const role: Access = { who: 'named', roles: ['officer'], subject: 'body' };
    expect(decideAccess(power, nobody, application)).toBe('not-found');
    expect(decideAccess(role, nobody, body)).toBe('forbidden');
  });

  test('only a legal representative, where representing is asked for, whatever scopes a mandate has', () => {
    const access: Access = { who: 'named', power: 'represent', subject: 'organisation' };
    const scopes: Scope[] = ['read', 'edit', 'consent', 'submit'];
    const holding = (kind: 'legal-representative' | 'mandate') => ({
      ...nobody,
      powers: [{ organisationId: 'o1', kind, scopes, callId: null }],
    });
    expect(decideAccess(access, holding('mandate'), application)).toBe('not-found');
    expect(decideAccess(access, holding('legal-representative'), application)).toBe('allowed');
  });

  test('a power for one call opens nothing where no call is named', () => {
    const access: Access = { who: 'named', power: 'read', subject: 'organisation' };
    const principal: Principal = {
      ...nobody,
      powers: [{ organisationId: 'o1', kind: 'mandate', scopes: ['read'], callId: 1 }],
    };
    expect(decideAccess(access, principal, { organisationIds: ['o1'] })).toBe('not-found');
    expect(decideAccess(access, principal, application)).toBe('allowed');
    expect(decideAccess(access, principal, { ...application, callId: 2 })).toBe('not-found');
  });
});

test('a role for one call opens nothing that belongs to the whole body, or to no body', () => {
  const access: Access = { who: 'named', roles: ['administrator'], subject: 'body' };
  const principal: Principal = {
    ...nobody,
    roles: [{ role: 'administrator', bodyId: 'b1', callId: 1 }],
  };
  expect(decideAccess(access, principal, { bodyId: 'b1', organisationIds: [] })).toBe('forbidden');
  expect(decideAccess({ ...access, subject: 'call' }, principal, body)).toBe('allowed');
  expect(hasRole(principal, ['administrator'], {})).toBe(false);
});

const anyRole = fc.constantFrom<Role>('officer', 'auditor', 'administrator');
const anyCall = fc.option(fc.constantFrom(1, 2));

test('law: a role opens a route exactly when role, body and call fit one that is held', () => {
  fc.assert(
    fc.property(
      fc.array(fc.record({ role: anyRole, bodyId: fc.constantFrom('b1', 'b2'), callId: anyCall })),
      fc.uniqueArray(anyRole, { minLength: 1 }),
      fc.constantFrom('b1', 'b2'),
      anyCall,
      (held, roles, bodyId, callId) => {
        const subject = { bodyId, organisationIds: [], ...(callId === null ? {} : { callId }) };
        const access: Access = { who: 'named', roles, subject: 'body' };
        const fits = held.some(
          (each) =>
            roles.includes(each.role) &&
            each.bodyId === bodyId &&
            (each.callId === null || each.callId === callId),
        );
        const decision = decideAccess(access, { ...nobody, roles: held }, subject);
        expect(decision).toBe(fits ? 'allowed' : 'forbidden');
      },
    ),
  );
});

test('law: no further role or power ever closes what was open', () => {
  const power = fc.record({
    organisationId: fc.constantFrom('o1', 'o3'),
    kind: fc.constantFrom('mandate' as const, 'legal-representative' as const),
    scopes: fc.uniqueArray(fc.constantFrom<Scope>('read', 'submit'), { minLength: 1 }),
    callId: anyCall,
  });
  fc.assert(
    fc.property(fc.array(power), power, (powers, further) => {
      const access: Access = { who: 'named', power: 'submit', subject: 'application' };
      const before = decideAccess(access, { ...nobody, powers }, application);
      const after = decideAccess(access, { ...nobody, powers: [...powers, further] }, application);
      expect(before === 'allowed' && after !== 'allowed').toBe(false);
    }),
  );
});
