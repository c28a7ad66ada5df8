/** What is wrong with one field of a form. */
export interface FieldError {
  /** The name of the field; the id of its control is the same. */
  readonly field: string;
  /** What to do, in the language of the page: "Enter the title of the project". */
  readonly message: string;
}
