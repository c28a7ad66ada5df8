/** The name of the hidden field of every form. */
export const csrfFieldName = '_csrf';
