import { closeSilentRequests } from '../../src/examination/requests/request-tasks.ts';
import type { PlannedApplication } from './plan.ts';
import { takeArrivals, type Actor, type Stage } from './stage.ts';
import type { OfficeWays, Ways, Where } from './ways.ts';

/** A plan that is being carried out by people who all work in one way. */
export interface Journey {
  readonly stage: Stage;
  readonly ways: Ways;
  /** By title. */
  readonly plan: ReadonlyMap<string, PlannedApplication>;
}

/** An application on the desk of the officer who has it. */
export interface OnDesk {
  readonly journey: Journey;
  readonly office: OfficeWays;
  readonly officer: Actor;
  readonly where: Where;
  readonly application: PlannedApplication;
}

/** It is morning, and what the server does by itself is done; gives how many were silent for too long. */
export async function morningOf(stage: Stage, day: string): Promise<number> {
  await stage.clock.set(`${day}T09:00:00Z`);
  await takeArrivals(stage);
  return closeSilentRequests(stage.server.services);
}

export function applicantOf({ applicants }: Stage, title: string): Actor {
  const actor = applicants.get(title);
  if (!actor) throw new Error(`nobody stands for «${title}»`);
  return actor;
}

export function planned({ plan }: Journey, title: string): PlannedApplication {
  const application = plan.get(title);
  if (!application) throw new Error(`nobody planned «${title}»`);
  return application;
}

/** Goes through the open applications of every officer, those whose course is asked for. */
export async function eachOwn(
  journey: Journey,
  passes: (course: PlannedApplication['course']) => boolean,
  run: (desk: OnDesk) => Promise<void>,
): Promise<void> {
  const { office } = journey.ways;
  for (const officer of journey.stage.officers)
    for (const [title, where] of await office.own(officer)) {
      const application = planned(journey, title);
      if (passes(application.course)) await run({ journey, office, officer, where, application });
    }
}

export async function withdrawThose(
  { stage, ways, plan }: Journey,
  when: PlannedApplication['course']['withdrawn'],
  passes: (title: string) => boolean = () => true,
): Promise<void> {
  for (const { title, course } of plan.values())
    if (course.withdrawn === when && passes(title))
      await ways.applicants.withdraw(applicantOf(stage, title), title, 'Non abbiamo i fondi.');
}
