/** Three-valued truth: an unknown fact never turns into a yes or a no. */
export type Truth = 0 | 1 | 2;

export const no = 0;
export const yes = 1;
export const unknown = 2;

export function not(a: Truth): Truth {
  return a === unknown ? unknown : a === yes ? no : yes;
}

export function and(a: Truth, b: Truth): Truth {
  if (a === no || b === no) return no;
  return a === yes && b === yes ? yes : unknown;
}

export function truthName(truth: Truth): 'yes' | 'no' | 'unknown' {
  return truth === yes ? 'yes' : truth === no ? 'no' : 'unknown';
}
