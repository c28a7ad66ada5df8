// Which addresses of the server belong to the examination and the evaluation: all that can be read, without those of the
// domains above them. The tables of who may use a route name each route of the server once, and a test holds them to that.
import { accountsTable } from '../../test/route-access/accounts-table.ts';
import { applicationsTable } from '../../test/route-access/applications-table.ts';
import { callsTable } from '../../test/route-access/calls-table.ts';
import { platformTable } from '../../test/route-access/platform-table.ts';
import { rankingsTable } from '../../test/route-access/rankings-table.ts';

const others = new Set(
  [platformTable, accountsTable, callsTable, applicationsTable, rankingsTable]
    .flat()
    .map(({ route }) => route),
);

/** Refuses to go on when an address is not measured, or is measured and no longer there. */
export function checkMeasured(declared, scenarios) {
  const own = declared.filter((route) => !others.has(`GET ${route}`));
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
