import { expect, it } from 'vitest';
import { postgresError } from './postgres-error.js';

const answered = (code: string) =>
  postgresError(Object.assign(new Error('said no'), { code, severity: 'ERROR' })).code;

it.each([
  ['unavailable', ['08006', '25006', '28P01', '3D000', '40001', '40P01', '53100', '53300', '55P03', '57014']],
  ['unavailable', ['57P01', '57P03', '58030']],
  ['conflict', ['23505', '23503', '23514', '22021']],
  ['corrupt', ['42P01', '42703', 'XX001']],
])('is %s for SQLSTATE %j', (expected, states) => {
  expect(states.map(answered)).toEqual(states.map(() => expected));
});

it('is unavailable where the server did not answer, with the reason in words', () => {
  const refused = Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' });
  const error = postgresError(new AggregateError([refused]));
  expect(error).toMatchObject({ code: 'unavailable', message: 'Postgres: connect ECONNREFUSED' });
  expect(postgresError(new Error('Query read timeout')).code).toBe('unavailable');
  // Five characters, as a SQLSTATE has, but not from the server.
  expect(postgresError(Object.assign(new Error('broken'), { code: 'EPIPE' })).code).toBe('unavailable');
});
