/* Stands in for src/applications while mutants run. */
import { document } from 'mutation:documents';

export function readApplications(text: string, file: string) {
  return document(text, file).map((application) => ({ type: 'read', application }));
}
