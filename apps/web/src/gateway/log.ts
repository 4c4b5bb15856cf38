import { pino } from 'pino';

export type Log = Pick<pino.Logger, 'debug' | 'info' | 'warn' | 'error'>;

/**
 * The server's log: JSON lines on standard error, so that standard output is left to people. At a terminal
 * only warnings and errors are shown unless `level` says otherwise.
 */
export function createLog(level: string | undefined): pino.Logger {
  return pino({ level: level ?? defaultLogLevel(), base: null }, pino.destination({ fd: 2, sync: false }));
}

export const defaultLogLevel = (): string => (process.stderr.isTTY ? 'warn' : 'info');
