const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;

const midnight = (ms: number) => new Date(ms).setHours(0, 0, 0, 0);

/** When something was, as people say it: "now", "3 minutes ago", "yesterday", "Tuesday", "4 March". */
export function relativeTime(thenMs: number, nowMs: number): string {
  const agoMs = nowMs - thenMs;
  if (agoMs < minuteMs) return 'now';
  if (agoMs < hourMs) return count(Math.floor(agoMs / minuteMs), 'minute');
  const today = midnight(thenMs) === midnight(nowMs);
  return today ? count(Math.floor(agoMs / hourMs), 'hour') : dayWords(thenMs, nowMs);
}

/** A day before today: "yesterday", "Tuesday", "4 March". */
function dayWords(thenMs: number, nowMs: number): string {
  const days = Math.round((midnight(nowMs) - midnight(thenMs)) / dayMs);
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

/** "Today", "Yesterday", "Tuesday", "4 March". */
export function dayName(thenMs: number, nowMs: number): string {
  const words = midnight(thenMs) >= midnight(nowMs) ? 'today' : dayWords(thenMs, nowMs);
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** "10:42" */
export const timeOfDay = (ms: number): string =>
  new Date(ms).toLocaleTimeString('en-GB', { hour: '2-digit', minute: '2-digit' });

/** The moment of something, for people who look back: "10:42", "yesterday, 10:42", "4 March, 10:42". */
export function momentTime(thenMs: number, nowMs: number): string {
  const today = midnight(thenMs) >= midnight(nowMs);
  return today ? timeOfDay(thenMs) : `${dayWords(thenMs, nowMs)}, ${timeOfDay(thenMs)}`;
}

const count = (amount: number, unit: string) => `${amount} ${unit}${amount === 1 ? '' : 's'} ago`;

/** "1 vote", "3 votes". */
export const counted = (amount: number, noun: string, plural = `${noun}s`): string =>
  `${amount} ${amount === 1 ? noun : plural}`;
