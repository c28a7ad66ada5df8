import type { Services } from '../../platform/services.ts';

/** Where a calendar program reads the due days of whoever has this secret. */
export function feedAddress({ config }: Pick<Services, 'config'>, token: string): string {
  return `${config.publicUrl}/examination/calendar/${token}/due-days.ics`;
}
