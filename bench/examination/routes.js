// Which addresses of the server belong to the examination and the evaluation: all that can be read. The tables of who may
// use a route name each route of the server once, and a test holds them to that.
import { checksTable } from '../../test/route-access/checks-table.ts';
import { evaluationTable } from '../../test/route-access/evaluation-table.ts';
import { messagesTable } from '../../test/route-access/messages-table.ts';
import { panelTable } from '../../test/route-access/panel-table.ts';
import { queueTable } from '../../test/route-access/queue-table.ts';
import { requestsTable } from '../../test/route-access/requests-table.ts';

const tables = [queueTable, checksTable, requestsTable, messagesTable, panelTable, evaluationTable];
const ours = new Set(tables.flat().map(({ route }) => route));

/** Refuses to go on when an address is not measured, or is measured and no longer there. */
export function checkMeasured(declared, scenarios) {
  const own = declared.filter((route) => ours.has(`GET ${route}`));
  const measured = new Set(scenarios.map(({ route }) => route));
  const missing = own.filter((route) => !measured.has(route));
  const unknown = [...measured].filter((route) => !own.includes(route));
  if (missing.length > 0)
    throw new Error(
      `these addresses are not measured, add them to pages.js:\n${missing.join('\n')}`,
    );
  if (unknown.length > 0)
    throw new Error(`these addresses are measured and not there:\n${unknown.join('\n')}`);
  return own.length;
}
