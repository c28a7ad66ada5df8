import type { Crumb, Language } from '../platform/page/index.ts';
import type { ApplicationSummary } from './application-record.ts';
import { applicationWords } from './words.ts';

/** The page of an application. */
export function addressOf({
  id,
  call,
}: {
  readonly id: string;
  readonly call: { readonly slug: string };
}): string {
  return `/calls/${call.slug}/applications/${id}`;
}

/** The pages above those of an application. */
export function trailOf(
  { call }: { readonly call: Pick<ApplicationSummary['call'], 'slug' | 'title'> },
  language: Language,
): readonly Crumb[] {
  return [
    { text: applicationWords[language].mine, href: '/applications' },
    { text: call.title[language], href: `/calls/${call.slug}` },
  ];
}
