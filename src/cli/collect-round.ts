import {
  findBreaches,
  groundOf,
  RoundCollector,
  type ApplicationDocument,
  type Assessment,
  type Call,
  type Ground,
  type RuleBreach,
} from '../engine/index.ts';
import type { Problem } from '../platform/problem.ts';
import { notUnderstood, type NotUnderstood } from './complaint.ts';
import { Progress } from './progress.ts';
import { assessFile, type Submitted } from './read-applications.ts';
import type { Terminal } from './terminal.ts';
import { say, type Language } from './words.ts';

const problemsMax = 200;

/** A round read in one go: columns for the rules, and the little that people are shown. */
export interface CollectedRound {
  readonly type: 'collected';
  readonly collector: RoundCollector;
  readonly notes: RoundNotes;
  readonly breaches: readonly RuleBreach[];
  /** Only when a bundle is wanted: everything else is kept in columns. */
  readonly applications: readonly ApplicationDocument[];
}

export interface CollectOptions {
  readonly terminal: Terminal;
  readonly language: Language;
  readonly keepsApplications: boolean;
}

/** Assesses every application as it is read; one that cannot be read means there is no round. */
export async function collectRound(
  call: Call,
  files: readonly string[],
  { terminal, language, keepsApplications }: CollectOptions,
): Promise<CollectedRound | NotUnderstood> {
  const collector = new RoundCollector(call);
  const notes = new RoundNotes(call);
  const applications: ApplicationDocument[] = [];
  const progress = new Progress(
    terminal,
    say(language, 'domande lette', 'applications read'),
    language,
  );
  const problems: Problem[] = [];
  for (const file of files.length > 0 ? files : ['-']) {
    const opened = await assessFile(call, file, terminal);
    if (opened.type === 'not-understood') return opened;
    for await (const submitted of opened.all) {
      progress.step();
      const wrong = notes.add(submitted, file);
      problems.push(...wrong);
      if (problems.length > problemsMax) break;
      if (submitted.type === 'refused' || wrong.length > 0) continue;
      collector.add(submitted.assessment);
      if (keepsApplications) applications.push(submitted.application);
    }
  }
  progress.end();
  if (problems.length > 0) return notUnderstood(...problems);
  return { type: 'collected', collector, notes, breaches: notes.breaches(), applications };
}

/** What is shown of each application beside its place, by row. */
export class RoundNotes {
  readonly net: number[] = [];
  readonly bonus: number[] = [];
  readonly gross: number[] = [];
  readonly names: string[] = [];
  readonly lines: string[] = [];
  readonly grounds: (Ground | undefined)[] = [];
  readonly #call: Call;
  readonly #seen = new Set<string>();
  readonly #slim: ApplicationDocument[] = [];
  readonly #nameOf: (application: ApplicationDocument) => string;

  constructor(call: Call) {
    this.#call = call;
    this.#nameOf = namer(call);
  }

  add(submitted: Submitted, file: string): readonly Problem[] {
    if (submitted.type === 'refused') return submitted.problems;
    const { application, assessment, line } = submitted;
    const { id } = application;
    if (this.#seen.has(id)) {
      const message = `the application "${id}" is there twice`;
      return [{ file, line, column: 1, code: 'application-twice', message }];
    }
    this.#seen.add(id);
    this.#note(application, assessment);
    return [];
  }

  #note(application: ApplicationDocument, assessment: Assessment): void {
    const { score, prepared } = assessment;
    this.net.push(exactOf(score?.net));
    this.bonus.push(exactOf(score?.bonus));
    this.gross.push(exactOf(score?.gross));
    this.names.push(this.#nameOf(application));
    this.lines.push(prepared.track.id);
    this.grounds.push(groundOf(assessment));
    if (this.#call.document.uniqueness?.length)
      this.#slim.push({
        ...application,
        facts: {},
        ...(application.partners && {
          partners: application.partners.map(({ id, role }) => ({ id, role })),
        }),
      });
  }

  breaches(): readonly RuleBreach[] {
    return findBreaches(this.#call, this.#slim);
  }
}

function exactOf(range: { readonly low: number; readonly high: number } | undefined): number {
  return range && range.low === range.high ? range.low : Number.NaN;
}

/** The first text said about the lead partner, or about the project; otherwise who applies. */
function namer(call: Call): (application: ApplicationDocument) => string {
  const isText = (slot: (typeof call.names.facts)[number]): boolean => slot.type.kind === 'text';
  const ofPartner = call.names.partnerFacts.find(isText)?.fact.id;
  const ofProject = call.names.facts.find(isText)?.fact.id;
  const leads = new Set(
    (call.document.partnership?.roles ?? []).flatMap(({ id, lead }) => (lead ? [id] : [])),
  );
  return ({ partners, facts, applicant }) => {
    const lead = partners?.find(({ role }) => leads.has(role)) ?? partners?.[0];
    const texts = [
      ofPartner === undefined ? undefined : lead?.facts?.[ofPartner],
      ofProject === undefined ? undefined : facts[ofProject],
      applicant,
      lead?.id,
    ];
    return texts.find((text) => typeof text === 'string') ?? '';
  };
}
