export { inLines, type PdfBlock, type PdfDocument, type PdfFact } from './pdf-document.ts';
export { renderPdf } from './render-pdf.ts';
