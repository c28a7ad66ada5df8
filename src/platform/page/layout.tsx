import type { FastifyRequest } from 'fastify';
import type { ComponentChildren, VNode } from 'preact';
import { Footer } from './footer.tsx';
import { Header } from './header.tsx';
import { Icon } from './icon.tsx';
import { usePage, useWords } from './page-context.ts';
import { pageWords } from './words.ts';

export interface Crumb {
  readonly text: string;
  readonly href: string;
}

export interface PageNotices {
  readonly mode?: 'test' | 'rehearsal' | 'live';
  /** Whether what the page shows is invented. */
  readonly fictional?: boolean;
}

export interface LayoutProps extends PageNotices {
  readonly title: string;
  readonly isNarrow?: boolean;
  readonly trail?: readonly Crumb[];
  /** The form that holds what the address does not: the language switch sends it, with `lang` as the choice. */
  readonly languageForm?: string;
  /** The scripts of `src/browser` that this page can use, by their names. */
  readonly scripts?: readonly string[];
  readonly children: ComponentChildren;
}

/** Those that every page has text in: they are asked for before the style sheet has been read. */
const firstFonts = [
  'titillium-web-400.woff2',
  'titillium-web-600.woff2',
  'titillium-web-700.woff2',
];

/** The page of an Italian public service around what is new on it. */
export function Layout(props: LayoutProps): VNode {
  const { title, trail, scripts = [], isNarrow, mode, fictional, languageForm, children } = props;
  const { request, language, errors } = usePage();
  const words = useWords(pageWords);
  const { server } = request;
  return (
    <html lang={language}>
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="theme-color" content={server.shell.body.colour ?? '#0066cc'} />
        <title>
          {`${errors.length > 0 ? words.errorPrefix : ''}${title} · ${server.shell.body.name}`}
        </title>
        <link rel="icon" type="image/svg+xml" href={server.assetUrl('favicon.svg')} />
        {firstFonts.map((name) => (
          <link
            key={name}
            rel="preload"
            as="font"
            type="font/woff2"
            href={server.assetUrl(name)}
            crossOrigin="anonymous"
          />
        ))}
        <link rel="stylesheet" href={server.assetUrl('bandolo.css')} />
        {server.colourUrl === undefined ? null : <link rel="stylesheet" href={server.colourUrl} />}
        {['every-page', ...scripts].map((name) => (
          <script key={name} type="module" src={server.assetUrl(`${name}.js`)} />
        ))}
      </head>
      <body>
        <div class="skiplinks bd-skip">
          <a href="#content">{words.skipToContent}</a>
          <a href="#footer">{words.skipToFooter}</a>
        </div>
        <Header languageForm={languageForm} />
        <SessionWarning />
        <Notices {...noticesOf({ mode, fictional }, request)} />
        <main id="content" tabIndex={-1}>
          <div class={isNarrow === true ? 'bd-container narrow' : 'bd-container'}>
            {trail === undefined ? null : <Trail trail={trail} title={title} />}
            {children}
          </div>
        </main>
        <Footer />
      </body>
    </html>
  );
}

function Trail({
  trail,
  title,
}: {
  readonly trail: readonly Crumb[];
  readonly title: string;
}): VNode {
  const words = useWords(pageWords);
  return (
    <nav class="breadcrumb-container bd-crumb" aria-label={words.trail}>
      <ol class="breadcrumb">
        {trail.map(({ text, href }) => (
          <li key={href} class="breadcrumb-item">
            <a href={href}>{text}</a>
          </li>
        ))}
        <li class="breadcrumb-item active" aria-current="page">
          {title}
        </li>
      </ol>
    </nav>
  );
}

/** Hidden until the session is about to end; without scripts the same instant is in the personal menu. */
function SessionWarning(): VNode | null {
  const { request } = usePage();
  const words = useWords(pageWords);
  if (request.viewer === null) return null;
  return (
    <output
      class="bd-session"
      data-session-warning={request.viewer.sessionEndsAt.toISOString()}
      data-now={request.server.clock().toISOString()}
      hidden
    >
      <span class="bd-container">
        <b>{words.sessionWarning}</b>
        <button type="button" class="bd-btn second small">
          {words.sessionKeep}
        </button>
      </span>
    </output>
  );
}

interface ShownNotices {
  readonly mode: 'test' | 'rehearsal' | undefined;
  readonly fictional: boolean;
  readonly isTrial: boolean;
}

function noticesOf(
  { mode, fictional }: { mode: PageNotices['mode']; fictional: boolean | undefined },
  request: FastifyRequest,
): ShownNotices {
  return {
    mode: mode === 'live' ? undefined : mode,
    fictional: fictional === true || request.viewer?.fictional === true,
    isTrial: request.server.shell.config.hasTrialSignIn,
  };
}

/** What must be known before anything on the page is believed. */
function Notices({ mode, fictional, isTrial }: ShownNotices): VNode | null {
  const words = useWords(pageWords);
  if (mode === undefined && !fictional && !isTrial) return null;
  return (
    <aside class="bd-notices" aria-label={words.notices}>
      <div class="bd-container">
        {mode === undefined ? null : (
          <p class={`bd-notice ${mode}`}>
            <Icon name="warning-circle" />
            <span>{words[mode]}</span>
          </p>
        )}
        {fictional ? (
          <p class="bd-notice">
            <Icon name="info-circle" />
            <span>{words.fictional}</span>
          </p>
        ) : null}
        {isTrial && !fictional ? (
          <p class="bd-notice">
            <Icon name="info-circle" />
            <span>{words.trial}</span>
          </p>
        ) : null}
      </div>
    </aside>
  );
}
