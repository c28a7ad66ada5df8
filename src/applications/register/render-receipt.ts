import { exportFileName, findCall } from '../../calls/index.ts';
import type { Language } from '../../platform/page/index.ts';
import { renderPdf } from '../../platform/pdf/index.ts';
import type { Services } from '../../platform/services.ts';
import type { RegisterOf } from './commit-entries.ts';
import { findHeading } from './queries.ts';
import type { Receipt } from './receipt.ts';
import { receiptDocument } from './receipt-document.ts';

/** The receipt as PDF, the same bytes wherever it is asked for. */
export async function renderReceipt(
  services: Services,
  of: RegisterOf,
  { receipt, language }: { readonly receipt: Receipt; readonly language: Language },
): Promise<Buffer> {
  const call = await findCall(services, of.call);
  if (!call) throw new Error(`the call ${of.call} of a receipt is missing`);
  const name = `receipt-${receipt.entry.number}`;
  return renderPdf(
    receiptDocument(receipt, {
      language,
      call,
      heading: await findHeading(services.database.db, of, receipt.entry),
      keysUrl: `${services.config.publicUrl}/api/v1/signing-keys`,
      fileName: exportFileName(call, { name, extension: 'json' }),
    }),
  );
}
