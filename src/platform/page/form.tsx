import type { ComponentChildren, VNode } from 'preact';
import { csrfFieldName } from '../http/csrf-field.ts';
import { Icon } from './icon.tsx';
import { usePage, useWords } from './page-context.ts';
import { pageWords } from './words.ts';

/** Proves that the form was made by this server for this session; every form that acts has it. */
export function CsrfField(): VNode {
  return <input type="hidden" name={csrfFieldName} value={usePage().request.csrfToken()} />;
}

export interface FormProps {
  /** Where it is sent; the address of the page when left out. */
  readonly action?: string;
  /** It carries a file, which is its last field. */
  readonly hasFile?: boolean;
  /** What a script of the page must know, as `data-` attributes. */
  readonly data?: Readonly<Record<string, string>>;
  /** By which a button elsewhere on the page sends it. */
  readonly id?: string;
  /** For the script that saves while somebody types: what it says, as JSON. */
  readonly autosave?: string | undefined;
  readonly children: ComponentChildren;
}

/** A form that acts: sent with POST, with its token; answers with a redirect, or the page again with what is wrong. */
export function Form({
  action,
  hasFile = false,
  data = {},
  id,
  autosave,
  children,
}: FormProps): VNode {
  return (
    <form
      method="post"
      {...(action === undefined ? {} : { action })}
      {...(id === undefined ? {} : { id })}
      {...(hasFile ? { enctype: 'multipart/form-data' as const } : {})}
      {...Object.fromEntries(Object.entries(data).map(([name, text]) => [`data-${name}`, text]))}
      noValidate
      data-autosave={autosave}
    >
      <CsrfField />
      {children}
    </form>
  );
}

/** A form that only looks: its fields become the query of the address. */
export function SearchForm({
  action,
  label,
  children,
}: {
  readonly action: string;
  readonly label: string;
  readonly children: ComponentChildren;
}): VNode {
  return (
    // The tag of that name is too young for the screen readers in use.
    // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role
    <form method="get" action={action} role="search" aria-label={label} class="bd-filter">
      {children}
    </form>
  );
}

/** What is wrong with the form, each with a link to its field; the page puts it first. */
export function ErrorSummary(): VNode | null {
  const { errors } = usePage();
  const words = useWords(pageWords);
  if (errors.length === 0) return null;
  return (
    <div class="bd-note stop bd-errors" role="alert" tabIndex={-1} id="error-summary">
      <Icon name="error" />
      <div>
        <h2>{words.errorSummary}</h2>
        <ul>
          {errors.map(({ field, message }) => (
            <li key={field}>
              <a href={`#${field}`}>{message}</a>
            </li>
          ))}
        </ul>
      </div>
    </div>
  );
}
