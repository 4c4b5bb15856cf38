import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { errorTable } from './errors.js';
import { sessionCookie } from './http.js';
import { watchPath } from './live-view.js';
import { socketPath } from './socket-events.js';
import { yjsMessage, yjsPath } from './yjs-wire.js';

const text = readFileSync(new URL('../../../docs/protocol.md', import.meta.url), 'utf8');
const rows = text.split('\n').filter((line) => line.startsWith('|'));
/** Cells of the table rows, without the marks of code. */
const cells = rows.map((row) => row.split('|').map((cell) => cell.replaceAll('`', '').trim()));
const source = (name: string) => readFileSync(new URL(name, import.meta.url), 'utf8');

describe('docs/protocol.md', () => {
  it('has every error with its status, close code and whether it may pass', () => {
    const documented = cells.filter(
      ([, code, status]) => /^\d+$/.test(status ?? '') && Object.hasOwn(errorTable, code ?? ''),
    );
    const expected = Object.entries(errorTable).map(([code, { httpStatus, closeCode, retryable }]) => [
      '',
      code,
      String(httpStatus),
      String(closeCode),
      retryable ? 'yes' : 'no',
      '',
    ]);
    expect(documented).toEqual(expected);
  });

  it('has every event of the socket, and the Yjs messages that are ours', () => {
    const [toClient = '', toServer = ''] = source('./socket-events.ts')
      .split('export interface ')
      .filter((part) => /^\w+Events \{/.test(part))
      .map((part) => part.slice(0, part.indexOf('\n}')));
    const events = (body: string) => [...body.matchAll(/^ {2}'?([\w-]+)'?: \(/gm)].map(([, name]) => name);
    const documented = (direction: string) =>
      cells.filter((row) => row[2] === direction && row.length === 5).map((row) => row[1]);
    expect(events(toClient).length).toBeGreaterThan(5);
    expect(documented('to the client')).toEqual(events(toClient));
    expect(documented('to the server')).toEqual(events(toServer));
    for (const [name, type] of Object.entries(yjsMessage)) {
      expect(text).toContain(type < 100 ? `\`${name}\`` : `${type} \`${name}\``);
    }
  });

  it('has every event of a watcher', () => {
    const events = [...source('./watch-events.ts').matchAll(/^ {2}'?([\w-]+)'?: \(/gm)].map(
      ([, name]) => name,
    );
    const documented = cells.filter((row) => row[2] === 'to a watcher').map((row) => row[1]);
    expect(events.length).toBeGreaterThan(2);
    expect(documented).toEqual(events);
    expect(text).toContain(`\`${watchPath}\``);
  });

  it('names the paths and the cookie', () => {
    for (const name of [sessionCookie, socketPath, `${yjsPath}/:roomId`]) expect(text).toContain(name);
  });
});
