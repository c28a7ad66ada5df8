import { ProgrammeSchema } from './programme-schema.ts';

/** The JSON Schema of a programme, for editors, with the name of its file. */
export function programmeSchemaFile(): { readonly name: string; readonly text: string } {
  const document = {
    $schema: 'http://json-schema.org/draft-07/schema#',
    title: 'Programme',
    ...ProgrammeSchema,
  };
  return { name: 'programme.schema.json', text: `${JSON.stringify(document, null, 2)}\n` };
}
