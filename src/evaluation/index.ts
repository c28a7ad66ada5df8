import { openFileStore } from '../platform/files/open-file-store.ts';
import type { App } from '../platform/http/app-type.ts';
import type { Services } from '../platform/services.ts';
import { assignmentPages } from './assignment-pages.tsx';
import { consolidationPages } from './consolidation/consolidation-pages.tsx';
import { feedbackPages } from './consolidation/feedback-pages.tsx';
import { consolidationRoutes } from './consolidation/routes.ts';
import { sessionPages } from './consolidation/session-pages.tsx';
import { sessionRoutes } from './consolidation/session-routes.ts';
import { judgePages } from './judge-pages.tsx';
import { judgeRoutes } from './judge-routes.ts';
import { panelPages } from './panel-pages.tsx';
import { panelRoutes } from './panel-routes.ts';
import { relationRoutes } from './relation-routes.ts';
import { sheetPages } from './sheets/pages.tsx';
import { sheetRoutes } from './sheets/routes.ts';

export {
  decideScoring,
  givesPoints,
  type AssignedPart,
  type EvaluationKey,
  type MemberPart,
  type Membership,
  type PanelAssignment,
  type ReadingAnswer,
  type Removal,
  type RemovalCause,
  type ScoringAnswer,
  type SeatKey,
} from './panel.ts';
export { assignmentsOf, mayRead, mayScore, membershipOf } from './queries.ts';
export { removeForConflict, type ConflictRecorded, type RemovedForConflict } from './store.ts';
export { consolidatedScores, type ConsolidatedScore } from './consolidation/consolidated-scores.ts';
export { assignByHand, assignByRotation } from './assign.ts';
export { composePanel } from './compose-panel.ts';
export { closeSession } from './consolidation/close-session.ts';
export { decideConsolidation } from './consolidation/decide-consolidation.ts';
export { openSession } from './consolidation/hold-session.ts';
export { openSheets } from './consolidation/open-sheets.ts';
export { findSession } from './consolidation/queries.ts';
export { releaseFeedback } from './consolidation/release-feedback.ts';
export { declareConflicts } from './declare-conflicts.ts';
export { readPanelRules, type PanelRules } from './panel-rules.ts';
export { findRound, shownHash } from './round.ts';
export { scoringOf } from './sheets/load-scoring.ts';
export { findOwnSheet } from './sheets/queries.ts';
export { saveAndClose, saveSheet } from './sheets/save-sheet.ts';
export type { SheetContent } from './sheets/sheet.ts';
export { restrainRoles } from './restrain.ts';
export { panelTasks, takeArrivals } from './take-arrivals.ts';

/** The API of panels: for who keeps their papers and for who is in them. */
export function evaluationRoutes(services: Services): (app: App) => void {
  const store = openFileStore(services.config);
  return (app) => {
    panelRoutes(services)(app);
    judgeRoutes(services)(app);
    relationRoutes(services)(app);
    sheetRoutes(services)(app);
    sessionRoutes(services, store)(app);
    consolidationRoutes(services)(app);
  };
}

/** The pages of the same. */
export function evaluationPages(services: Services): (app: App) => void {
  const store = openFileStore(services.config);
  return (app) => {
    panelPages(services)(app);
    assignmentPages(services)(app);
    judgePages(services)(app);
    sheetPages(services)(app);
    sessionPages(services, store)(app);
    consolidationPages(services)(app);
    feedbackPages(services)(app);
  };
}
