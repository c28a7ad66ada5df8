import type { FastifyReply, FastifyRequest } from 'fastify';
import { principalOf, type Access } from '../accounts/index.ts';
import { findCall, loadPublished, type PublishedCall } from '../calls/index.ts';
import type { CallDocument } from '../engine/index.ts';
import { sendProblem } from '../platform/http/problem-reply.ts';
import type { Services } from '../platform/services.ts';
import { readPanelRules, type PanelRules } from './panel-rules.ts';
import type { ActOnPanel } from './refill.ts';
import { takeArrivals } from './take-arrivals.ts';

/** Who looks at a panel, and who keeps its papers. */
export const officeRoles = ['officer', 'panel-secretary', 'controller', 'auditor'] as const;
export const keeperRoles = ['panel-secretary'] as const;
const judgeRoles = ['evaluator', 'panel-secretary'] as const;

export const officeAccess: Access = { who: 'named', roles: officeRoles, subject: 'call' };
export const keeperAccess: Access = { who: 'named', roles: keeperRoles, subject: 'call' };
export const keeperOfOne: Access = { who: 'named', roles: keeperRoles, subject: 'application' };
/** Those who can be in a panel; whether they are in this one is asked by the route. */
export const judgeAccess: Access = { who: 'named', roles: judgeRoles, subject: 'call' };
/** Relations and the list of one's panels are one's own; a role for one call opens nothing where no call is named. */
export const ownAccess: Access = { who: 'signed-in' };

/** A call with the rules of its panel. */
export interface PanelDesk {
  readonly call: PublishedCall;
  readonly document: CallDocument;
  readonly rules: PanelRules;
}

/** The panel of the call that the address names, with the applications that have come to it until now. */
export async function findDesk(
  services: Services,
  { params }: FastifyRequest,
): Promise<PanelDesk | undefined> {
  const { call: slug } = params as { readonly call: string };
  const call = await findCall(services, slug);
  if (!call) return undefined;
  const { document } = (await loadPublished(services, call)).call;
  const rules = readPanelRules(document);
  if (!rules) return undefined;
  await takeArrivals(services, call.callId, rules);
  return { call, document, rules };
}

/** What an act on the panel needs to know, from who asks. */
export function actOf({ call, rules }: PanelDesk, request: FastifyRequest): ActOnPanel {
  const { personId: by } = principalOf(request);
  return { callId: call.callId, bodyId: call.bodyId, rules, by };
}

export function sendNoPanel(reply: FastifyReply): FastifyReply {
  return sendProblem(reply, {
    status: 404,
    code: 'not-found',
    detail: 'This call has no panel, or you are not in it.',
  });
}
