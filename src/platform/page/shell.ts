import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { BodyConfig, Config } from '../config.ts';
import type { Localized } from './language.ts';

/** A link that pages show at the top; domains add theirs when they are registered. */
export interface ShellLink {
  readonly href: string;
  readonly text: Localized;
  /** The lowest comes first. */
  readonly order: number;
  readonly isShown?: (request: FastifyRequest) => boolean;
  /** Pages that belong to it although their addresses do not begin with its own. */
  readonly covers?: RegExp;
}

export interface Shell {
  readonly config: Config;
  readonly body: BodyConfig;
  readonly navigation: ShellLink[];
  /** Shown to who is signed in, under their name. */
  readonly personLinks: ShellLink[];
}

declare module 'fastify' {
  interface FastifyInstance {
    shell: Shell;
    clock: () => Date;
  }
}

export function addShell(app: FastifyInstance, config: Config, clock: () => Date): void {
  app.decorate('clock', clock);
  app.decorate('shell', { config, body: config.body, navigation: [], personLinks: [] });
}

/** Adds a link to the navigation of every page. */
export function addNavigation(app: Pick<FastifyInstance, 'shell'>, link: ShellLink): void {
  app.shell.navigation.push(link);
}

/** Adds a link to the menu of who is signed in. */
export function addPersonLink(app: Pick<FastifyInstance, 'shell'>, link: ShellLink): void {
  app.shell.personLinks.push(link);
}

export function shownLinks(
  links: readonly ShellLink[],
  request: FastifyRequest,
): readonly ShellLink[] {
  return links
    .filter(({ isShown }) => isShown?.(request) ?? true)
    .toSorted((a, b) => a.order - b.order);
}
