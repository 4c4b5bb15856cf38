import { newToken } from '@toile/protocol';
import { expect, it } from 'vitest';
import { inviteUrl, tokenFromInviteUrl } from './invite-url.js';

it('finds the token of a link, of a bare token, and of nothing else', () => {
  const token = newToken();
  expect(inviteUrl('https://toile.example', token)).toBe(`https://toile.example/join#${token}`);
  expect(tokenFromInviteUrl(inviteUrl('https://toile.example', token))).toBe(token);
  expect(tokenFromInviteUrl(`  ${token}\n`)).toBe(token);
  expect(tokenFromInviteUrl(`https://toile.example/join#${token}x`)).toBeNull();
  expect(tokenFromInviteUrl('https://toile.example/join')).toBeNull();
  expect(tokenFromInviteUrl('')).toBeNull();
});
