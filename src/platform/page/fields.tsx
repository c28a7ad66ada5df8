import type { ComponentChildren, VNode } from 'preact';
import { Icon } from './icon.tsx';
import { usePage, useWords } from './page-context.ts';
import { pageWords } from './words.ts';

interface FieldProps {
  /** Name of the field and id of its control. */
  readonly name: string;
  readonly label: string;
  readonly hint?: string;
  readonly isOptional?: boolean;
}

interface ControlProps {
  readonly id: string;
  readonly name: string;
  readonly 'aria-describedby'?: string;
  readonly 'aria-invalid'?: 'true';
  readonly required?: boolean;
}

export interface TextFieldProps extends FieldProps {
  readonly value?: string;
  readonly type?: 'text' | 'email' | 'tel' | 'search' | 'url';
  readonly autoComplete?: string;
  readonly inputMode?: 'numeric' | 'decimal';
  readonly maxLength?: number;
  /** An amount or another figure, to the right. */
  readonly isNumber?: boolean;
}

export function TextField(props: TextFieldProps): VNode {
  const { value = '', type = 'text', autoComplete, inputMode, maxLength, isNumber } = props;
  return (
    <Field {...props}>
      {(control) => (
        <input
          {...control}
          class={isNumber === true ? 'bd-input num' : 'bd-input'}
          // The types of Preact want one literal here, and all of these take the same attributes.
          // oxlint-disable-next-line typescript/no-unnecessary-type-assertion
          type={type as 'text'}
          value={value}
          {...given({ autoComplete, inputMode, maxLength })}
        />
      )}
    </Field>
  );
}

export function DateField(props: FieldProps & { readonly value?: string }): VNode {
  return (
    <Field {...props}>
      {(control) => (
        <input {...control} class="bd-input bd-short" type="date" value={props.value ?? ''} />
      )}
    </Field>
  );
}

export interface TextAreaProps extends FieldProps {
  readonly value?: string;
  readonly rows?: number;
  readonly maxLength?: number;
  /** A text with lines and marks that count, such as YAML. */
  readonly isCode?: boolean;
}

export function TextArea(props: TextAreaProps): VNode {
  const { value = '', rows = 5, maxLength, isCode } = props;
  return (
    <Field {...props}>
      {(control) => (
        <textarea
          {...control}
          class={isCode === true ? 'bd-input code' : 'bd-input'}
          rows={rows}
          {...given({ maxLength, ...(isCode === true ? { spellcheck: false, wrap: 'off' } : {}) })}
        >
          {value}
        </textarea>
      )}
    </Field>
  );
}

export interface Option {
  readonly value: string;
  readonly text: string;
  /** A line that says the effect; only where options are seen together. */
  readonly hint?: string;
}

export interface SelectProps extends FieldProps {
  readonly options: readonly Option[];
  readonly value?: string;
  /** What stands first and is no choice; left out when a choice is already made. */
  readonly prompt?: string;
}

export function Select(props: SelectProps): VNode {
  const { options, value = '', prompt } = props;
  const words = useWords(pageWords);
  const isChosen = options.some((option) => option.value === value);
  return (
    <Field {...props}>
      {(control) => (
        <select {...control} class="bd-input">
          {isChosen && prompt === undefined ? null : (
            <option value="">{prompt ?? `${words.choose}…`}</option>
          )}
          {options.map((option) => (
            <option key={option.value} value={option.value} selected={option.value === value}>
              {option.text}
            </option>
          ))}
        </select>
      )}
    </Field>
  );
}

/** A choice whose options are seen together; short ones can stand beside each other. */
export function Radios(props: SelectProps & { readonly isInline?: boolean }): VNode {
  const { name, options, value, isInline } = props;
  const choices = options.map((option, index) => (
    <Choice
      key={option.value}
      type="radio"
      // The link of the error summary leads to the first one.
      id={index === 0 ? name : `${name}-${option.value}`}
      name={name}
      option={option}
      isChecked={option.value === value}
    />
  ));
  return (
    <FieldSet {...props}>
      {isInline === true ? <div class="bd-inline">{choices}</div> : choices}
    </FieldSet>
  );
}

/** A judgement in a word, whose two or three options stand beside each other as one strip. */
export function ShortChoice(
  props: SelectProps & {
    /** A heading beside it says the same. */
    readonly isLabelHidden?: boolean;
  },
): VNode {
  const { name, options, value } = props;
  return (
    <FieldSet {...props}>
      <div class="bd-yn">
        {options.map((option, index) => {
          const id = index === 0 ? name : `${name}-${option.value}`;
          return (
            <label key={option.value} for={id}>
              <input
                type="radio"
                id={id}
                name={name}
                value={option.value}
                checked={option.value === value}
              />
              <span>{option.text}</span>
            </label>
          );
        })}
      </div>
    </FieldSet>
  );
}

export interface CheckboxesProps extends FieldProps {
  readonly options: readonly Option[];
  readonly values?: readonly string[];
}

/** Several choices at once. */
export function Checkboxes(props: CheckboxesProps): VNode {
  const { name, options, values = [] } = props;
  return (
    <FieldSet {...props}>
      {options.map((option, index) => (
        <Choice
          key={option.value}
          type="checkbox"
          id={index === 0 ? name : `${name}-${option.value}`}
          name={name}
          option={option}
          isChecked={values.includes(option.value)}
        />
      ))}
    </FieldSet>
  );
}

/** One box: sent as `on` when ticked, not at all otherwise. */
export function Checkbox({
  name,
  label,
  hint,
  isChecked = false,
}: FieldProps & { readonly isChecked?: boolean }): VNode {
  const error = useError(name);
  return (
    <div class="bd-field">
      <label class="bd-check" for={name}>
        <input type="checkbox" checked={isChecked} {...controlOf({ name, hint }, error)} />
        <span>
          {label}
          {hint === undefined ? null : (
            <span class="bd-hint" id={`${name}-hint`}>
              {hint}
            </span>
          )}
        </span>
      </label>
      <FieldErrorLine name={name} error={error} />
    </div>
  );
}

export function Hidden({ name, value }: { readonly name: string; readonly value: string }): VNode {
  return <input type="hidden" name={name} value={value} />;
}

function Field({
  name,
  label,
  hint,
  isOptional,
  children,
}: FieldProps & { readonly children: (control: ControlProps) => VNode }): VNode {
  const error = useError(name);
  return (
    <div class="bd-field">
      <label for={name}>
        {label}
        <Optional isOptional={isOptional} />
      </label>
      {hint === undefined ? null : (
        <span class="bd-hint" id={`${name}-hint`}>
          {hint}
        </span>
      )}
      {children({ ...controlOf({ name, hint }, error), required: isOptional !== true })}
      <FieldErrorLine name={name} error={error} />
    </div>
  );
}

function FieldSet({
  name,
  label,
  hint,
  isOptional,
  isLabelHidden = false,
  children,
}: FieldProps & {
  readonly isLabelHidden?: boolean;
  readonly children: ComponentChildren;
}): VNode {
  const error = useError(name);
  const { 'aria-describedby': describedBy } = controlOf({ name, hint }, error);
  return (
    <fieldset class="bd-field" {...given({ 'aria-describedby': describedBy })}>
      <legend class={isLabelHidden ? 'bd-vh' : 'bd-legend'}>
        {label}
        <Optional isOptional={isOptional} />
      </legend>
      {hint === undefined ? null : (
        <span class="bd-hint" id={`${name}-hint`}>
          {hint}
        </span>
      )}
      {children}
      <FieldErrorLine name={name} error={error} />
    </fieldset>
  );
}

interface ChoiceProps {
  readonly type: 'radio' | 'checkbox';
  readonly id: string;
  readonly name: string;
  readonly option: Option;
  readonly isChecked: boolean;
}

function Choice({ type, id, name, option, isChecked }: ChoiceProps): VNode {
  return (
    <label class="bd-choice" for={id}>
      <input type={type} id={id} name={name} value={option.value} checked={isChecked} />
      <span>{option.text}</span>
      {option.hint === undefined ? null : <small>{option.hint}</small>}
    </label>
  );
}

function Optional({ isOptional }: { readonly isOptional: boolean | undefined }): VNode | null {
  const words = useWords(pageWords);
  return isOptional === true ? <span class="bd-optional"> ({words.optional})</span> : null;
}

function FieldErrorLine({
  name,
  error,
}: {
  readonly name: string;
  readonly error: string | undefined;
}): VNode | null {
  if (error === undefined) return null;
  return (
    <p class="bd-error" id={`${name}-error`}>
      <Icon name="error" />
      <span>{error}</span>
    </p>
  );
}

function useError(name: string): string | undefined {
  return usePage().errors.find(({ field }) => field === name)?.message;
}

function controlOf(
  { name, hint }: { readonly name: string; readonly hint: string | undefined },
  error: string | undefined,
): ControlProps {
  const about = [
    ...(hint === undefined ? [] : [`${name}-hint`]),
    ...(error === undefined ? [] : [`${name}-error`]),
  ];
  return {
    id: name,
    name,
    ...(about.length === 0 ? {} : { 'aria-describedby': about.join(' ') }),
    ...(error === undefined ? {} : { 'aria-invalid': 'true' }),
  };
}

/** Only the attributes that have a value. */
function given<T extends object>(attributes: T): { [K in keyof T]: Exclude<T[K], undefined> } {
  return Object.fromEntries(
    Object.entries(attributes).filter(([, value]) => value !== undefined),
  ) as { [K in keyof T]: Exclude<T[K], undefined> };
}
