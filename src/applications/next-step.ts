import { hasPower, type Principal } from '../accounts/index.ts';
import { decideChange, isOver, stateOf } from './application.ts';
import type { ApplicationSummary } from './application-record.ts';

/** What an application waits for, as seen by one person. */
export const nextSteps = [
  'complete',
  'wait-for-lead',
  'consent',
  'wait-for-consents',
  'wait-for-opening',
  'submit',
  'wait-for-submission',
  'missed',
  'take-up-again',
  'none',
] as const;

export type NextStep = (typeof nextSteps)[number];

/** What a person may do with one application, whatever its state. */
export interface Abilities {
  readonly edits: boolean;
  readonly submits: boolean;
  /** Organisations of the partnership for which the person may consent. */
  readonly consentsFor: readonly string[];
  /** Organisations whose signed consent the person may bring. */
  readonly bringsFor: readonly string[];
}

export function abilitiesOf(
  principal: Principal,
  { lead, partners, call }: Pick<ApplicationSummary, 'lead' | 'partners' | 'call'>,
): Abilities {
  const may = (scope: 'edit' | 'submit' | 'consent', id: string) =>
    hasPower(principal, scope, { organisationIds: [id], callId: call.id });
  const ids = partners.map(({ id }) => id);
  const edits = may('edit', lead.id);
  const consentsFor = ids.filter((id) => may('consent', id));
  return {
    edits,
    submits: may('submit', lead.id),
    consentsFor,
    bringsFor: ids.filter((id) => edits || consentsFor.includes(id) || may('edit', id)),
  };
}

export function nextStepOf(application: ApplicationSummary, abilities: Abilities): NextStep {
  const { call, consents } = application;
  const state = stateOf(application);
  if (state === 'submitted') return 'none';
  if (state === 'withdrawn')
    return abilities.edits && !decideChange(application, call.window) ? 'take-up-again' : 'none';
  if (isOver(call.window)) return 'missed';
  if (state === 'draft') return abilities.edits ? 'complete' : 'wait-for-lead';
  if (state === 'frozen') {
    const given = consents.map(({ organisationId }) => organisationId);
    const isMine = abilities.consentsFor.some((id) => !given.includes(id));
    return isMine ? 'consent' : 'wait-for-consents';
  }
  if (call.opensAt !== null && call.window.now < call.opensAt) return 'wait-for-opening';
  return abilities.submits ? 'submit' : 'wait-for-submission';
}
