import type { Role } from '../../src/platform/tables.ts';
import type { World } from '../support/application-world.ts';
import { addBody, addOrganisation, addPerson, addPower, addRole } from '../support/people.ts';
import type { Who } from './who.ts';

export interface People {
  readonly ids: Readonly<Record<Exclude<Who, 'nobody'>, string>>;
  readonly leadId: string;
  readonly partnerId: string;
  readonly strangerId: string;
}

const roles = [
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

const everyScope = ['read', 'edit', 'consent', 'submit'] as const;

interface Calls {
  readonly bodyId: string;
  readonly otherCallId: number;
}

/** A person for each column of the table, with the roles and powers that its name says. */
export async function addEverybody({ database: { db } }: World, calls: Calls): Promise<People> {
  const person = async () => (await addPerson(db)).id;
  const organisation = async (name: string) => {
    const representative = await person();
    const { id } = await addOrganisation(db, { name, representative });
    return { id, representative };
  };
  const [lead, partner, stranger] = [
    await organisation('Comune di Ores'),
    await organisation('Bottega Ferro'),
    await organisation('Altri'),
  ];
  const delegate = async (
    more: Omit<Parameters<typeof addPower>[1], 'organisationId' | 'personId'>,
  ) => {
    const personId = await person();
    await addPower(db, { organisationId: lead.id, personId, ...more });
    return personId;
  };
  return {
    leadId: lead.id,
    partnerId: partner.id,
    strangerId: stranger.id,
    ids: {
      ...(await addOfficials(db, calls)),
      representative: lead.representative,
      reader: await delegate({ scopes: ['read'] }),
      editor: await delegate({ scopes: ['read', 'edit'] }),
      consenter: await delegate({ scopes: ['read', 'consent'] }),
      submitter: await delegate({ scopes: ['read', 'submit'] }),
      partner: partner.representative,
      'former-delegate': await delegate({ scopes: everyScope, revokedAt: new Date() }),
      'other-call-delegate': await delegate({ scopes: everyScope, callId: calls.otherCallId }),
      stranger: stranger.representative,
      plain: await person(),
    },
  };
}

async function addOfficials(
  db: World['database']['db'],
  { bodyId, otherCallId }: Calls,
): Promise<
  Record<
    | Role
    | 'parent-administrator'
    | 'foreign-official'
    | 'foreign-administrator'
    | 'other-call-official',
    string
  >
> {
  const parent = await addBody(db);
  const foreign = await addBody(db);
  await db.updateTable('body').set({ parent_id: parent.id }).where('id', '=', bodyId).execute();
  const official = async (body: string, held: readonly Role[], callId?: number) => {
    const { id: personId } = await addPerson(db);
    for (const role of held)
      await addRole(db, { personId, bodyId: body, role, ...(callId !== undefined && { callId }) });
    return personId;
  };
  const own: Partial<Record<Role, string>> = {};
  for (const role of roles) own[role] = await official(bodyId, [role]);
  return {
    ...(own as Record<Role, string>),
    'parent-administrator': await official(parent.id, ['administrator']),
    'foreign-official': await official(
      foreign.id,
      roles.filter((role) => role !== 'administrator'),
    ),
    'foreign-administrator': await official(foreign.id, ['administrator']),
    'other-call-official': await official(bodyId, roles, otherCallId),
  };
}
