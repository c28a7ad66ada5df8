/** What a page asks of the worker: to compute a bundle again, and then to explain one of its applications. */
export type Asked =
  | {
      readonly type: 'recompute';
      readonly url: string;
      /** Of the acts that go on from the ranking; empty where there are none. */
      readonly acts: string;
      /** Of who publishes, SPKI in base 64: whoever else has signed is told apart. */
      readonly keys: readonly string[];
    }
  | { readonly type: 'explain'; readonly id: string; readonly language: 'it' | 'en' };

export type SignatureState = 'good' | 'bad' | 'missing' | 'by-another-key' | 'not-supported';

/** How many of how many came out as published. */
export interface Tally {
  readonly same: number;
  readonly all: number;
}

/** One application of the bundle; `isSame` when everything about it came out as published. */
export interface Line {
  readonly id: string;
  readonly ranking: string;
  readonly position: number;
  readonly outcome: string;
  readonly grant: string;
  readonly isSame: boolean;
}

export interface Difference {
  readonly path: string;
  readonly published: string;
  readonly recomputed: string;
}

/** How many acts were made again, who signed them, and the first that does not come out. */
export interface ActsAnswer {
  readonly count: number;
  readonly signature: SignatureState;
  readonly differsAt: string | undefined;
}

export type Step = 'loading' | 'sealing' | 'computing';

export type Answer =
  | { readonly type: 'step'; readonly step: Step }
  | {
      readonly type: 'explained';
      readonly id: string;
      readonly sentences: readonly { readonly depth: number; readonly sentence: string }[];
    }
  | { readonly type: 'failed'; readonly why: 'not-loaded' | 'not-read' }
  | {
      readonly type: 'done';
      readonly bytes: number;
      readonly ms: number;
      readonly hash: string;
      readonly signature: SignatureState;
      /** Parts that are not as they were sealed. */
      readonly changed: readonly string[];
      /** The acts that go on from the ranking, made again; nothing where there are none. */
      readonly acts: ActsAnswer | undefined;
      readonly scores: Tally;
      readonly positions: Tally;
      readonly grants: Tally;
      readonly differences: readonly Difference[];
      readonly problems: readonly string[];
      readonly lines: readonly Line[];
    };
