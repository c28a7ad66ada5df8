import { makeCursor, readCursor } from '../../platform/http/api-schema.ts';

/** Where a list of organisations goes on: after the one with this name and id. */
export interface OrganisationPlace {
  readonly name: string;
  readonly id: string;
}

export function cursorOf({ name, id }: OrganisationPlace): string {
  return makeCursor([name, id]);
}

export function readPlace(cursor: string): OrganisationPlace | undefined {
  const [name, id] = readCursor(cursor, 2) ?? [];
  if (name === undefined || id === undefined || !uuid.test(id) || name.includes('\0'))
    return undefined;
  return { name, id };
}

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
