import type { ComponentChildren, VNode } from 'preact';
import { Icon, type IconName } from './icon.tsx';

export type Tone = 'info' | 'ok' | 'warn' | 'stop' | 'open' | 'plain';

const toneIcons: Readonly<Record<Tone, IconName>> = {
  info: 'info-circle',
  ok: 'check-circle',
  warn: 'warning-circle',
  stop: 'error',
  open: 'help-circle',
  plain: 'info-circle',
};

interface TagProps {
  readonly tone: Tone;
  readonly icon?: IconName;
  readonly children: ComponentChildren;
}

/** The state of one thing in two or three words; `open` only for what is not yet known. */
export function Tag({ tone, icon, children }: TagProps): VNode {
  return (
    <span class={`bd-tag ${tone}`}>
      <Icon name={icon ?? toneIcons[tone]} />
      {children}
    </span>
  );
}

interface NoteProps {
  readonly tone: Tone;
  readonly title: string;
  readonly children?: ComponentChildren;
  /** Read out at once by a screen reader; for what has just happened. */
  readonly isAnnounced?: boolean;
}

/** A message with a consequence; at most two on a page. */
export function Note({ tone, title, children, isAnnounced }: NoteProps): VNode {
  return (
    <div class={`bd-note ${tone}`} {...(isAnnounced === true ? { role: 'status' } : {})}>
      <Icon name={toneIcons[tone]} />
      <div>
        <h2>{title}</h2>
        {children}
      </div>
    </div>
  );
}

interface ButtonProps {
  readonly children: ComponentChildren;
  /** One a page; the others are secondary. */
  readonly isSecondary?: boolean;
  readonly isDanger?: boolean;
  readonly isSmall?: boolean;
  /** Sent with the form, where it has several. */
  readonly name?: string;
  readonly value?: string;
}

export function Button({ children, name, value, ...look }: ButtonProps): VNode {
  return (
    <button
      type="submit"
      class={buttonClass(look)}
      {...(name === undefined ? {} : { name, value: value ?? '' })}
    >
      {children}
    </button>
  );
}

/** A link that looks like a button, for going on. */
export function ButtonLink({
  href,
  children,
  ...look
}: Omit<ButtonProps, 'name' | 'value'> & { readonly href: string }): VNode {
  return (
    <a class={buttonClass(look)} href={href}>
      {children}
    </a>
  );
}

function buttonClass({ isSecondary, isDanger, isSmall }: Partial<ButtonProps>): string {
  return [
    'bd-btn',
    isSecondary === true ? 'second' : 'first',
    ...(isDanger === true ? ['danger'] : []),
    ...(isSmall === true ? ['small'] : []),
  ].join(' ');
}

/** Buttons beside each other, each as wide as the screen on a phone. */
export function Actions({ children }: { readonly children: ComponentChildren }): VNode {
  return <div class="bd-row bd-actions">{children}</div>;
}

export function Section({
  id,
  title,
  children,
}: {
  readonly id: string;
  readonly title: string;
  readonly children: ComponentChildren;
}): VNode {
  return (
    <section class="bd-sec" aria-labelledby={id}>
      <h2 id={id}>{title}</h2>
      {children}
    </section>
  );
}

export function Card({ children }: { readonly children: ComponentChildren }): VNode {
  return <div class="bd-card">{children}</div>;
}

/** Columns beside each other on a wide screen: a main one with a side, or two halves. */
export function Columns({
  kind = 'half',
  children,
}: {
  readonly kind?: 'half' | 'main-side' | 'side-main';
  readonly children: ComponentChildren;
}): VNode {
  return <div class={`bd-cols ${kind}`}>{children}</div>;
}

export interface Fact {
  readonly term: ComponentChildren;
  readonly value: ComponentChildren;
}

/** A few facts about one thing; never more than a dozen. */
export function Facts({ facts }: { readonly facts: readonly Fact[] }): VNode {
  return (
    <dl class="bd-facts">
      {facts.map(({ term, value }, index) => (
        <div key={index}>
          <dt>{term}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

/** The three or four figures for which one comes to the page. */
export function KeyFigures({ facts }: { readonly facts: readonly Fact[] }): VNode {
  return (
    <dl class="bd-kpis">
      {facts.map(({ term, value }, index) => (
        <div key={index}>
          <dt>{term}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

/** The few facts by which one decides whether to read on; never more than six. */
export function Glance({
  label,
  facts,
}: {
  readonly label: string;
  readonly facts: readonly Fact[];
}): VNode {
  return (
    <aside class="bd-glance" aria-label={label}>
      <Facts facts={facts} />
    </aside>
  );
}

/** Says that there is nothing yet, and what makes something appear. */
export function EmptyState({
  title,
  children,
}: {
  readonly title: string;
  readonly children?: ComponentChildren;
}): VNode {
  return (
    <div class="bd-empty">
      <Icon name="inbox" />
      <p class="bd-empty-title">{title}</p>
      {children}
    </div>
  );
}

export interface Step {
  readonly title: ComponentChildren;
  readonly when?: ComponentChildren;
  readonly children?: ComponentChildren;
  readonly state: 'done' | 'now' | 'ahead';
}

/** Time and procedure: solid behind, dashed ahead. */
export function Timeline({ steps }: { readonly steps: readonly Step[] }): VNode {
  return (
    <ol class="bd-thread">
      {steps.map(({ title, when, children, state }, index) => (
        <li
          key={index}
          class={state}
          {...(state === 'now' ? { 'aria-current': 'step' as const } : {})}
        >
          {when === undefined ? null : <p class="bd-when">{when}</p>}
          <h3>{title}</h3>
          {children}
        </li>
      ))}
    </ol>
  );
}

/** More about something, opened in place. */
export function Details({
  summary,
  isOpen = false,
  children,
}: {
  readonly summary: string;
  readonly isOpen?: boolean;
  readonly children: ComponentChildren;
}): VNode {
  return (
    <details class="bd-details" open={isOpen}>
      <summary>{summary}</summary>
      {children}
    </details>
  );
}
