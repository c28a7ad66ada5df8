import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Static, TSchema } from 'typebox';
import { Check, Errors } from 'typebox/value';
import { readYaml } from '../platform/yaml-source.ts';
import {
  ApplicationsSchema,
  BodiesSchema,
  CallsSchema,
  OrganisationsSchema,
  PeopleSchema,
  type TrialApplications,
  type TrialBody,
  type TrialCall,
  type TrialOrganisation,
  type TrialPerson,
} from './trial-schema.ts';
import { OfficeSchema, type TrialOffice } from './office-schema.ts';

/** What a trial is filled with, as its files say. */
export interface TrialData {
  readonly people: readonly TrialPerson[];
  readonly bodies: readonly TrialBody[];
  readonly declaration: string;
  readonly organisations: readonly TrialOrganisation[];
  readonly ground: string;
  readonly loading: string;
  readonly calls: readonly TrialCall[];
  /** For each of the calls, in their order. */
  readonly applications: readonly TrialApplications[];
  /** What office and panel have done by then. */
  readonly office: TrialOffice;
}

/** Reads the files of a trial. They come with the program, so what is wrong with them is a fault of it. */
export async function readTrial(folder: string): Promise<TrialData> {
  const [people, bodies, organisations, calls, office] = await Promise.all([
    readTrialFile(folder, 'people.yaml', PeopleSchema),
    readTrialFile(folder, 'bodies.yaml', BodiesSchema),
    readTrialFile(folder, 'organisations.yaml', OrganisationsSchema),
    readTrialFile(folder, 'calls.yaml', CallsSchema),
    readTrialFile(folder, 'office.yaml', OfficeSchema),
  ]);
  const applications = await Promise.all(
    calls.calls.map(({ definition }) =>
      readTrialFile(folder, `applications/${definition}.yaml`, ApplicationsSchema),
    ),
  );
  return {
    people: people.people,
    bodies: bodies.bodies,
    declaration: organisations.declaration,
    organisations: organisations.organisations,
    ground: calls.ground,
    loading: calls.loading,
    calls: calls.calls,
    applications,
    office,
  };
}

async function readTrialFile<S extends TSchema>(
  folder: string,
  file: string,
  schema: S,
): Promise<Static<S>> {
  const reading = readYaml(await readFile(join(folder, file), 'utf8'), file);
  if (reading.type === 'refused')
    throw new Error(`${file} of the trial cannot be read: ${JSON.stringify(reading.problems)}`);
  const { value } = reading.source;
  if (Check(schema, value)) return value;
  const [first] = Errors(schema, value);
  throw new Error(`${file} of the trial: ${first?.instancePath} ${first?.message}`);
}

/** The one with this key, which the files promise to be there. */
export function named<T>(all: readonly T[], name: string, nameOf: (each: T) => string): T {
  const found = all.find((each) => nameOf(each) === name);
  if (found === undefined) throw new Error(`the trial names "${name}", which it does not have`);
  return found;
}
