import type { FastifyInstance } from 'fastify';
import type { BodyConfig, Config } from '../config.ts';
import type { Language } from './language.ts';
import { legalWords, type LegalText } from './legal-words.ts';
import { renderPage } from './render-page.tsx';

/** The pages that the footer must lead to, as long as the body has not put its own in their place. */
export function addLegalPages(app: FastifyInstance, { body }: Config): void {
  const pages: readonly (readonly [string, keyof (typeof legalWords)['it']])[] = [
    [body.privacyUrl, 'privacy'],
    [body.legalNotesUrl, 'legalNotes'],
    [body.accessibilityUrl, 'accessibility'],
  ];
  for (const [path, name] of pages) {
    if (path !== standardPaths[name]) continue;
    app.get(path, { config: { access: { who: 'anyone' } } }, (request, reply) => {
      const { title, lead, sections }: LegalText = legalWords[request.language][name];
      return renderPage(request, reply, {
        title,
        lead,
        isNarrow: true,
        children: (
          <>
            {sections.map(({ title: heading, text }) => (
              <section key={heading} class="bd-sec">
                <h2>{heading}</h2>
                {text.map((paragraph) => (
                  <p key={paragraph}>{paragraph}</p>
                ))}
              </section>
            ))}
            <p class="bd-sec">{responsible(body, request.language)}</p>
          </>
        ),
      });
    });
  }
}

const standardPaths = {
  privacy: '/privacy',
  legalNotes: '/legal-notes',
  accessibility: '/accessibility',
} as const;

function responsible(body: BodyConfig, language: Language): string {
  const contacts = [body.email, body.certifiedEmail, body.phone].filter(Boolean).join(', ');
  const who = contacts === '' ? body.name : `${body.name} (${contacts})`;
  return language === 'it' ? `Risponde: ${who}.` : `Responsible: ${who}.`;
}
