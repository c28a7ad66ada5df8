import type { VNode } from 'preact';
import type { Viewer } from '../http/request.ts';
import { CsrfField } from './form.tsx';
import { formatTime } from './format.ts';
import { Icon } from './icon.tsx';
import { usePage, useWords } from './page-context.ts';
import { shownLinks, type ShellLink } from './shell.ts';
import { pageWords } from './words.ts';

interface HeaderProps {
  readonly languageForm: string | undefined;
}

export function Header({ languageForm }: HeaderProps): VNode {
  return (
    <header class="it-header-wrapper bd-header">
      <SlimHeader languageForm={languageForm} />
      <BrandRow />
      <Navigation />
    </header>
  );
}

function SlimHeader({ languageForm }: HeaderProps): VNode {
  const { request } = usePage();
  const { superior } = request.server.shell.body;
  return (
    <div class="it-header-slim-wrapper bd-slim-bar">
      <div class="it-header-slim-wrapper-content bd-container bd-slim">
        {superior?.url === undefined ? (
          <span>{superior?.name}</span>
        ) : (
          <a href={superior.url}>{superior.name}</a>
        )}
        <div class="bd-slim-end">
          {languageForm === undefined ? (
            <LanguageSwitch />
          ) : (
            <LanguageButtons form={languageForm} />
          )}
          {request.viewer === null ? <SignInLink /> : <PersonMenu viewer={request.viewer} />}
        </div>
      </div>
    </div>
  );
}

function LanguageSwitch(): VNode {
  const { request, language } = usePage();
  const [path = '/', query = ''] = request.method === 'GET' ? request.url.split('?', 2) : ['/', ''];
  const linkTo = (lang: string): string => {
    const parameters = new URLSearchParams(query);
    parameters.set('lang', lang);
    return `${path}?${parameters.toString()}`;
  };
  const current = (lang: string) => (lang === language ? { 'aria-current': 'true' as const } : {});
  return (
    <div class="bd-lang">
      <a href={linkTo('it')} lang="it" aria-label="ITA, italiano" {...current('it')}>
        ITA
      </a>
      <a href={linkTo('en')} lang="en" aria-label="ENG, English" {...current('en')}>
        ENG
      </a>
    </div>
  );
}

/** Sends what stands in a form of the page, so that nothing of it is lost. */
function LanguageButtons({ form }: { readonly form: string }): VNode {
  const { language } = usePage();
  const button = (value: 'it' | 'en', text: string, label: string): VNode => (
    <button
      type="submit"
      form={form}
      name="lang"
      value={value}
      lang={value}
      aria-label={label}
      {...(value === language ? { 'aria-current': 'true' as const } : {})}
    >
      {text}
    </button>
  );
  return (
    <div class="bd-lang">
      {button('it', 'ITA', 'ITA, italiano')}
      {button('en', 'ENG', 'ENG, English')}
    </div>
  );
}

function SignInLink(): VNode {
  const { request } = usePage();
  const words = useWords(pageWords);
  const here = request.method === 'GET' && !request.url.startsWith('/sign-') ? request.url : '/';
  const href = here === '/' ? '/sign-in' : `/sign-in?return-to=${encodeURIComponent(here)}`;
  return (
    <a class="bd-who" href={href}>
      <Icon name="user" />
      <span>{words.signIn}</span>
    </a>
  );
}

function PersonMenu({ viewer }: { readonly viewer: Viewer }): VNode {
  const { request, language } = usePage();
  const words = useWords(pageWords);
  return (
    <details class="bd-drop bd-person">
      <summary class="bd-who">
        <Icon name="user" />
        <span>{viewer.name}</span>
      </summary>
      <nav aria-label={words.personMenu}>
        <p class="bd-drop-about">
          <b>{viewer.name}</b>
          {viewer.actingFor === undefined
            ? words.onOwnBehalf
            : `${words.actingFor} ${viewer.actingFor}`}
        </p>
        <LinkList links={shownLinks(request.server.shell.personLinks, request)} />
        <form method="post" action="/sign-out">
          <CsrfField />
          <button type="submit">{words.signOut}</button>
        </form>
        <p class="bd-drop-about bd-2nd" data-session-ends={viewer.sessionEndsAt.toISOString()}>
          {`${words.sessionEnds} ${formatTime(viewer.sessionEndsAt, language)}`}
        </p>
      </nav>
    </details>
  );
}

function BrandRow(): VNode {
  const { request } = usePage();
  const { shell, logoUrl } = request.server;
  const words = useWords(pageWords);
  const links = shownLinks(shell.navigation, request);
  return (
    <div class="it-header-center-wrapper bd-brand-bar">
      <div class="it-header-center-content-wrapper bd-container bd-brandrow">
        <a class="bd-brand" href="/">
          {logoUrl === undefined ? <Mark /> : <img src={logoUrl} alt="" height="48" />}
          <span>
            <b>{shell.body.name}</b>
            <span>{shell.body.tagline ?? words.tagline}</span>
          </span>
        </a>
        {links.length === 0 ? null : (
          <details class="bd-drop bd-menu">
            <summary>
              <Icon name="burger" />
              {words.menu}
            </summary>
            <nav aria-label={words.menu}>
              <LinkList links={links} />
            </nav>
          </details>
        )}
      </div>
    </div>
  );
}

/** A ball of thread whose end is found: the bandolo. */
function Mark(): VNode {
  return (
    <svg
      viewBox="0 0 48 48"
      fill="none"
      stroke="currentColor"
      stroke-width="2.6"
      stroke-linecap="round"
      aria-hidden="true"
    >
      <circle cx="21" cy="23" r="16" />
      <path d="M7 17c9-5 20-4 28 3M6 26c9-6 22-5 29 3M11 35c6-6 15-7 22-2M14 9c2 9 9 19 18 25" />
      <path d="M36 29c5 2 8 6 5 11-2 3-6 3-6 0 0-2 3-3 5-2" />
    </svg>
  );
}

function Navigation(): VNode | null {
  const { request } = usePage();
  const words = useWords(pageWords);
  const links = shownLinks(request.server.shell.navigation, request);
  if (links.length === 0) return null;
  return (
    <nav class="bd-nav" aria-label={words.mainNavigation}>
      <div class="bd-container">
        <LinkList links={links} />
      </div>
    </nav>
  );
}

function LinkList({ links }: { readonly links: readonly ShellLink[] }): VNode {
  const { request, language } = usePage();
  const [path = '/'] = request.url.split('?', 1);
  const place = nearest(links, path) ?? links.find((link) => isWithin(link, path));
  return (
    <ul>
      {links.map(({ href, text }) => (
        <li key={href}>
          <a href={href} {...(href === place?.href ? currentMark(href, path) : {})}>
            {text[language]}
          </a>
        </li>
      ))}
    </ul>
  );
}

/** The link that covers most of an address: one about a part of an application comes before that of all of it. */
function nearest(links: readonly ShellLink[], path: string): ShellLink | undefined {
  const coveredBy = ({ covers }: ShellLink): number => covers?.exec(path)?.[0].length ?? 0;
  const [first] = links.toSorted((a, b) => coveredBy(b) - coveredBy(a));
  return first && coveredBy(first) > 0 ? first : undefined;
}

function isWithin({ href }: ShellLink, path: string): boolean {
  return href === path || (href !== '/' && path.startsWith(`${href}/`));
}

function currentMark(href: string, path: string): { readonly 'aria-current': 'page' | 'true' } {
  return { 'aria-current': href === path ? 'page' : 'true' };
}
