/** What a scanner of malware has said of a document. */
export interface ScanState {
  readonly state: 'clean' | 'infected' | 'unscannable';
  /** The name of what was found, or why it could not look. */
  readonly finding: string;
}
