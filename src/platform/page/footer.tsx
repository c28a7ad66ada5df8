import type { VNode } from 'preact';
import { usePage, useWords } from './page-context.ts';
import { pageWords } from './words.ts';

/** Contacts, and the links that every public site must have. */
export function Footer(): VNode {
  const words = useWords(pageWords);
  const { body } = usePage().request.server.shell;
  const legal: readonly (readonly [string | undefined, string])[] = [
    [body.transparencyUrl, words.transparency],
    [body.privacyUrl, words.privacy],
    [body.legalNotesUrl, words.legalNotes],
    [body.accessibilityUrl, words.accessibility],
  ];
  return (
    <footer class="it-footer bd-foot" id="footer" tabIndex={-1}>
      <div class="bd-container bd-foot-grid">
        <div>
          <h2>{body.superior?.name ?? body.name}</h2>
          {body.address === undefined ? null : <p>{body.address}</p>}
          <Contacts />
        </div>
        <div>
          <h2>{words.legal}</h2>
          <ul>
            {legal.map(([href, text]) =>
              href === undefined ? null : (
                <li key={text}>
                  <a href={href}>{text}</a>
                </li>
              ),
            )}
          </ul>
        </div>
        <div>
          <h2>{words.forPrograms}</h2>
          <ul>
            <li>
              <a href="/api/docs">{words.api}</a>
            </li>
            <li>
              <a href="/status">{words.status}</a>
            </li>
          </ul>
        </div>
      </div>
    </footer>
  );
}

function Contacts(): VNode | null {
  const words = useWords(pageWords);
  const { email, certifiedEmail, phone } = usePage().request.server.shell.body;
  if ((email ?? certifiedEmail ?? phone) === undefined) return null;
  return (
    <dl class="bd-contacts">
      <Contact term={words.email} text={email} scheme="mailto" />
      <Contact term={words.certifiedEmail} text={certifiedEmail} scheme="mailto" />
      <Contact term={words.phone} text={phone} scheme="tel" />
    </dl>
  );
}

function Contact({
  term,
  text,
  scheme,
}: {
  readonly term: string;
  readonly text: string | undefined;
  readonly scheme: 'mailto' | 'tel';
}): VNode | null {
  if (text === undefined) return null;
  return (
    <div>
      <dt>{term}</dt>
      <dd>
        <a href={`${scheme}:${scheme === 'tel' ? text.replaceAll(/[^+\d]/g, '') : text}`}>{text}</a>
      </dd>
    </div>
  );
}
