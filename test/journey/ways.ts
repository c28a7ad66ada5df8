import type { Group, OfficeAnswer } from './answers.ts';
import type { Judgement, PlannedApplication } from './plan.ts';
import type { Score } from './reckoning.ts';
import type { Actor } from './stage.ts';

/** Where an application was found: the address of its page, or its name in the API. */
export type Where = string;

export type Outcome = PlannedApplication['course']['outcome'];

/** What officers do, each for themselves. */
export interface OfficeWays {
  /** Shares out what nobody has among all officers; gives how many. */
  readonly shareOut: (officer: Actor) => Promise<number>;
  /** Begins all of one's own in one step; gives how many. */
  readonly begin: (officer: Actor) => Promise<number>;
  /** All of one's own that is not decided, by title. */
  readonly own: (officer: Actor) => Promise<ReadonlyMap<string, Where>>;
  readonly record: (
    officer: Actor,
    where: Where,
    found: { readonly group: Group; readonly answers: readonly OfficeAnswer[] },
  ) => Promise<void>;
  /** Decides a check otherwise than the rules, or verifies a value that was declared. */
  readonly overrule: (officer: Actor, where: Where, decided: Overruling) => Promise<void>;
  readonly conclude: (officer: Actor, where: Where, phase: 'formal' | 'specific') => Promise<void>;
  /** Looks at it again, after somebody else has worked on it. */
  readonly reread: (officer: Actor, where: Where) => Promise<void>;
  /** Confirms as a second person whatever another has found; gives how much. */
  readonly confirm: (officer: Actor, where: Where) => Promise<number>;
  /** Sends a request for what is to be cleared up, with a value to be corrected where one is named, or a notice. */
  readonly ask: (
    officer: Actor,
    where: Where,
    request: { readonly kind: 'clarification' | 'notice-against'; readonly correcting?: string },
  ) => Promise<void>;
  /** Answers every observation to the notice alike. */
  readonly answerObservations: (
    officer: Actor,
    where: Where,
    answer: { readonly text: string; readonly isUpheld: boolean },
  ) => Promise<void>;
  readonly decide: (
    officer: Actor,
    where: Where,
    decided: { readonly outcome: Exclude<Outcome, 'withdrawn'>; readonly reserve?: string },
  ) => Promise<void>;
  /** Both need no queue: what is decided is found by its title. */
  readonly liftReserve: (officer: Actor, title: string, ground: string) => Promise<void>;
  readonly reopen: (officer: Actor, title: string, ground: string) => Promise<void>;
}

export type Overruling = { readonly note: string } & (
  | { readonly requirement: string }
  | { readonly fact: string; readonly value: string }
);

/** What applicants do with what they have submitted. */
export interface ApplicantWays {
  readonly reply: (
    applicant: Actor,
    title: string,
    reply: {
      readonly text: string;
      readonly correction?: { readonly fact: string; readonly value: number };
      readonly file?: Buffer;
    },
  ) => Promise<void>;
  readonly withdraw: (applicant: Actor, title: string, reason: string) => Promise<void>;
}

export interface Named {
  readonly actor: Actor;
  readonly part: 'chair' | 'member' | 'substitute' | 'secretary';
}

/** What the secretary, the chair and the others of the panel do. */
export interface PanelWays {
  readonly compose: (secretary: Actor, named: readonly Named[]) => Promise<void>;
  /** In conflict with the applications of these leads, for this reason, and with no other; gives about how many. */
  readonly declare: (judge: Actor, leads: readonly string[], ground: string) => Promise<number>;
  /** Gives how many were assigned. */
  readonly draw: (secretary: Actor) => Promise<number>;
  /** Fills and closes all of one's own sheets that are not begun; gives their titles. */
  readonly score: (
    judge: Actor,
    judgementFor: (title: string) => Judgement,
  ) => Promise<readonly string[]>;
  readonly recuse: (judge: Actor, title: string, ground: string) => Promise<void>;
  readonly openSession: (secretary: Actor, present: readonly Actor[]) => Promise<void>;
  /** Lays open what is ready, as much as goes at once; gives how many. */
  readonly layOpen: (secretary: Actor) => Promise<number>;
  /** Decides all that agree as proposed; gives how many. */
  readonly decideAgreed: (secretary: Actor) => Promise<number>;
  /** What is laid open and not decided, by title. */
  readonly leftOpen: (secretary: Actor) => Promise<ReadonlyMap<string, Where>>;
  /** Says when it was withdrawn meanwhile, so that nothing is decided any more. */
  readonly decideByHand: (
    secretary: Actor,
    where: Where,
    decided: Judgement,
  ) => Promise<'decided' | 'withdrawn'>;
  /** Gives the number of the minutes. */
  readonly closeSession: (secretary: Actor) => Promise<number>;
  /** Gives how many were communicated. */
  readonly release: (secretary: Actor) => Promise<number>;
}

/** What is read of it all at the end. */
export interface Reading {
  readonly outcomes: (officer: Actor) => Promise<ReadonlyMap<string, Outcome | undefined>>;
  /** The last days of what is open, with how many end on each. */
  readonly dueDays: (officer: Actor) => Promise<ReadonlyMap<string, number>>;
  /** As the last session has it. */
  readonly scores: (secretary: Actor) => Promise<ReadonlyMap<string, Omit<Score, 'bonus'>>>;
  /** As the applicant reads it, with what the panel said of the two criteria that it judges. */
  readonly feedback: (
    applicant: Actor,
    title: string,
  ) => Promise<Score & { readonly judged: readonly string[] }>;
  /** In whole cents. */
  readonly grant: (officer: Actor, title: string) => Promise<number>;
}

export interface Ways {
  readonly office: OfficeWays;
  readonly applicants: ApplicantWays;
  readonly panel: PanelWays;
  readonly reading: Reading;
}
