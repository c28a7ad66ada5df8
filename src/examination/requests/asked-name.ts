/** Whether a correction, by the name of its field, is of something that a point names; an expense is named as a whole. */
export function isAsked(fields: readonly string[], name: string): boolean {
  const expense = /^(item\.[^.]+)\./.exec(name)?.[1];
  return fields.includes(name) || (expense !== undefined && fields.includes(expense));
}
