import { z } from 'zod';

export const roles = ['viewer', 'voter', 'editor', 'host'] as const;
export const roleSchema = z.enum(roles);
export type Role = z.infer<typeof roleSchema>;

/** The roles that a link can give: hosting is handed over, never linked. */
export const inviteRoleSchema = z.enum(['viewer', 'voter', 'editor']);
export type InviteRole = z.infer<typeof inviteRoleSchema>;

/** True where `role` includes everything that `least` may do. */
export function roleAtLeast(role: Role, least: Role): boolean {
  return roles.indexOf(role) >= roles.indexOf(least);
}

export const mayEdit = (role: Role) => roleAtLeast(role, 'editor');
/** Commenting is what reviewers are let in for; it leaves every design as it is. */
export const mayComment = (role: Role) => roleAtLeast(role, 'voter');
export const mayVote = (role: Role) => roleAtLeast(role, 'voter');
export const mayHost = (role: Role) => role === 'host';
