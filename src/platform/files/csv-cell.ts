/**
 * One cell. What a spreadsheet would run as a formula is made plain text, also where it would begin a cell only for one
 * that parts cells at semicolons, as those of Italian offices do.
 */
export function csvCell(text: string): string {
  const plain = text.replaceAll(/(?<=^|[;\t\r\n])(?=[=+\-@\t\r])/g, "'");
  return /[",;\t\r\n]/.test(plain) ? `"${plain.replaceAll('"', '""')}"` : plain;
}
