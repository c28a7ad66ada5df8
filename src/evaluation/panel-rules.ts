import { isGap, known, phasesOf, type CallDocument, type Gap } from '../engine/index.ts';

/** What a call says of its panel, as far as it says it. */
export interface PanelRules {
  readonly article: string;
  /** Of the phases that the panel decides; none where an application comes to it as soon as its examination has begun. */
  readonly phases: readonly string[];
  /** Sheets for each application; nothing while the call does not say. */
  readonly scorers: number | undefined;
  readonly experts: number;
  /** Of chair and members together; 1 while the call does not say. */
  readonly least: number;
  /** What the source leaves open, and a decision must say first. */
  readonly gaps: readonly Gap['unknown'][];
}

/** Nothing for a call that has no panel. */
export function readPanelRules(document: CallDocument): PanelRules | undefined {
  const { panel } = document;
  if (!panel) return undefined;
  const { article, scorers, experts, members } = panel;
  return {
    article,
    phases: phasesOf({ document }).flatMap(({ id, by }) => (by === 'panel' ? [id] : [])),
    scorers: known(scorers),
    experts: known(experts) ?? 0,
    least: known(members.least) ?? 1,
    gaps: [scorers, experts, members.least].flatMap((each) => (isGap(each) ? [each.unknown] : [])),
  };
}
