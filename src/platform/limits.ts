/** Larger files are refused before they are read: a definition has some hundred kilobytes at most. */
export const documentCharactersMax = 2 * 1024 * 1024;
/** Values within values; the documents need about 12. */
export const documentDepthMax = 64;
/** Values in one document, each counted wherever an alias repeats it. */
export const documentValuesMax = 250_000;
export const ndjsonLineBytesMax = 1024 * 1024;
/** More would help nobody: the first ones explain the others. */
export const syntaxProblemsMax = 20;
