/**
 * How long is left, as a clock that runs back shows it: `00:56`, with hours and days before it as they are needed.
 * Whole seconds, rounded up, so that zero is shown when the moment has come; `days` are the words for one and for more.
 */
export function timeLeftText(leftMs: number, days: readonly [string, string]): string {
  const seconds = Math.max(0, Math.ceil(leftMs / 1000));
  const two = (number: number): string => String(number).padStart(2, '0');
  const [whole, hours] = [Math.floor(seconds / 86_400), Math.floor((seconds % 86_400) / 3600)];
  const short = `${two(Math.floor((seconds % 3600) / 60))}:${two(seconds % 60)}`;
  const clock = seconds % 86_400 < 3600 && whole === 0 ? short : `${two(hours)}:${short}`;
  return whole === 0 ? clock : `${whole} ${days[whole === 1 ? 0 : 1]} ${clock}`;
}
