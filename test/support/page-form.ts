import { findAll, hasClass, rawText, textOf, type PageNode } from './page-tree.ts';

/** A file as somebody picks it. */
export interface PickedFile {
  readonly name: string;
  readonly content: Buffer;
}

export type Answer = string | boolean | readonly string[] | PickedFile;

/**
 * What is written on the page beside a field, and where several read alike what stands above it; its name only where the
 * page repeats a whole group of fields.
 */
export type Place = string | readonly [above: string, label: string] | { readonly name: string };
export type Filled = readonly (readonly [Place, Answer])[];

export interface Sent {
  readonly fields: readonly (readonly [string, string | PickedFile])[];
  readonly method: string;
  readonly action: string | undefined;
  readonly hasFile: boolean;
}

/** The form in which a button stands, filled in and sent as a browser would. */
export function fillIn(root: PageNode, button: PageNode, filled: Filled): Sent {
  const form = formOf(button);
  const set = new Map<PageNode, Answer>();
  const written: Written = { form, labels: labelsOf(root), set };
  for (const [place, answer] of filled) write(written, place, answer);
  const fields = findAll(form, isControl).flatMap((control) => sentBy(control, set));
  const { name, value = '' } = button.attributes;
  const { method = 'get', action, enctype } = form.attributes;
  return {
    fields: [...fields, ...(name === undefined ? [] : [[name, value] as const])],
    method: method.toLowerCase(),
    action,
    hasFile: enctype === 'multipart/form-data',
  };
}

function formOf(button: PageNode): PageNode {
  let at: PageNode | undefined = button;
  while (at && at.tag !== 'form') at = at.parent;
  if (!at) throw new Error(`the button «${textOf(button)}» stands in no form`);
  return at;
}

function isControl({ tag }: PageNode): boolean {
  return tag === 'input' || tag === 'textarea' || tag === 'select';
}

function isBox({ tag, attributes }: PageNode): boolean {
  return tag === 'input' && (attributes['type'] === 'radio' || attributes['type'] === 'checkbox');
}

interface Written {
  readonly form: PageNode;
  /** By the id of the field that they stand for. */
  readonly labels: ReadonlyMap<string, PageNode>;
  readonly set: Map<PageNode, Answer>;
}

function write(written: Written, place: Place, answer: Answer): void {
  const found = candidatesFor(written, place);
  const [only] = found;
  if (!only || found.length > 1)
    throw new Error(`${found.length} fields read ${JSON.stringify(place)}`);
  if (only.tag === 'fieldset') choose(written, only, answer);
  else written.set.set(only, choiceIn(only, answer));
}

function candidatesFor({ form, labels }: Written, place: Place): readonly PageNode[] {
  const controls = findAll(form, isControl).filter(
    ({ attributes }) => attributes['type'] !== 'hidden',
  );
  if (typeof place === 'object' && 'name' in place)
    return controls.filter(({ attributes }) => attributes['name'] === place.name);
  const [above, asked] = typeof place === 'string' ? [undefined, place] : place;
  // As a person reads it: one space is like another.
  const label = asked.replaceAll(/\s+/gu, ' ');
  const fields = controls.filter((control) => labelOf(labels, control) === label);
  const groups = findAll(form, ({ tag }) => tag === 'fieldset').filter(
    (group) => legendOf(group) === label && findAll(group, isBox).length > 0,
  );
  return nearest([...fields, ...groups], above);
}

/** Of those that read alike, the ones that stand closest to what is written above them. */
export function nearest(
  candidates: readonly PageNode[],
  above: string | undefined,
): readonly PageNode[] {
  if (above === undefined || candidates.length < 2) return candidates;
  const climbs = candidates.map((candidate) => {
    let steps = 0;
    for (let at: PageNode | undefined = candidate; at; at = at.parent, steps += 1)
      if (textOf(at).includes(above)) return steps;
    return Number.POSITIVE_INFINITY;
  });
  const least = Math.min(...climbs);
  return candidates.filter((_, index) => climbs[index] === least);
}

/** The value of the option that reads so; of a field in which one writes, what is written. */
function choiceIn(control: PageNode, answer: Answer): Answer {
  if (control.tag !== 'select') return answer;
  const option = findAll(control, ({ tag }) => tag === 'option').find(
    (each) => textOf(each) === answer,
  );
  if (!option) throw new Error(`«${textOf(control)}» offers no «${JSON.stringify(answer)}»`);
  return valueOfOption(option);
}

function choose({ labels, set }: Written, group: PageNode, answer: Answer): void {
  const boxes = findAll(group, isBox);
  for (const box of boxes) set.set(box, false);
  for (const text of [answer].flat()) {
    const box = boxes.find((each) => labelOf(labels, each) === text);
    if (!box) throw new Error(`«${legendOf(group)}» offers no «${JSON.stringify(text)}»`);
    set.set(box, true);
  }
}

const besides = (node: PageNode): boolean =>
  node.tag === 'small' || hasClass(node, 'bd-hint') || hasClass(node, 'bd-optional');

function labelsOf(root: PageNode): ReadonlyMap<string, PageNode> {
  return new Map(
    findAll(root, ({ tag, attributes }) => tag === 'label' && 'for' in attributes).map((label) => [
      label.attributes['for'] ?? '',
      label,
    ]),
  );
}

function labelOf(labels: ReadonlyMap<string, PageNode>, control: PageNode): string {
  const { id = '', 'aria-label': said } = control.attributes;
  if (said !== undefined) return said;
  let label = labels.get(id);
  for (let at = control.parent; at && !label; at = at.parent) if (at.tag === 'label') label = at;
  return label ? textOf(label, besides) : '';
}

function legendOf(group: PageNode): string {
  const legend = group.children.find((each) => typeof each !== 'string' && each.tag === 'legend');
  return legend === undefined || typeof legend === 'string' ? '' : textOf(legend, besides);
}

function valueOfOption(option: PageNode): string {
  return option.attributes['value'] ?? textOf(option);
}

function sentBy(
  control: PageNode,
  set: ReadonlyMap<PageNode, Answer>,
): readonly (readonly [string, string | PickedFile])[] {
  const { name, value = '', type = 'text' } = control.attributes;
  if (name === undefined || type === 'submit' || type === 'button') return [];
  const answer = set.get(control);
  if (isBox(control)) {
    const isChecked = answer ?? 'checked' in control.attributes;
    return isChecked === true ? [[name, 'value' in control.attributes ? value : 'on']] : [];
  }
  if (type === 'file') return isFile(answer) ? [[name, answer]] : [];
  return [[name, typeof answer === 'string' ? answer : stands(control)]];
}

function isFile(answer: Answer | undefined): answer is PickedFile {
  return typeof answer === 'object' && 'content' in answer;
}

/** What a field holds when nobody touches it. */
function stands(control: PageNode): string {
  if (control.tag === 'textarea')
    return rawText(control).replace(/^\n/, '').replaceAll(/\r?\n/g, '\r\n');
  if (control.tag !== 'select') return control.attributes['value'] ?? '';
  const options = findAll(control, ({ tag }) => tag === 'option');
  const chosen = options.find(({ attributes }) => 'selected' in attributes) ?? options[0];
  return chosen ? valueOfOption(chosen) : '';
}
