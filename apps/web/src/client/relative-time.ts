const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;

const midnight = (ms: number) => new Date(ms).setHours(0, 0, 0, 0);

/** When something was, as people say it: "now", "3 minutes ago", "yesterday", "Tuesday", "4 March". */
export function relativeTime(thenMs: number, nowMs: number): string {
  const agoMs = nowMs - thenMs;
  if (agoMs < minuteMs) return 'now';
  if (agoMs < hourMs) return count(Math.floor(agoMs / minuteMs), 'minute');
  const days = Math.round((midnight(nowMs) - midnight(thenMs)) / dayMs);
  if (days === 0) return count(Math.floor(agoMs / hourMs), 'hour');
  if (days === 1) return 'yesterday';
  const then = new Date(thenMs);
  if (days < 7) return then.toLocaleDateString('en-GB', { weekday: 'long' });
  const sameYear = then.getFullYear() === new Date(nowMs).getFullYear();
  return then.toLocaleDateString('en-GB', {
    day: 'numeric',
    month: 'long',
    ...(sameYear ? {} : { year: 'numeric' }),
  });
}

const count = (amount: number, unit: string) => `${amount} ${unit}${amount === 1 ? '' : 's'} ago`;

/** "1 vote", "3 votes". */
export const counted = (amount: number, noun: string, plural = `${noun}s`): string =>
  `${amount} ${amount === 1 ? noun : plural}`;
