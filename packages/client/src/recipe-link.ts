import { LatentError, parseRecipe, type Recipe, recipeJson } from '@toile/latent';
import { limits, ToileError } from '@toile/protocol';
import { fromBase64Url, toBase64Url } from './base64url.js';

/** A recipe on its way to another room, and what its design was called. */
export interface SharedRecipe {
  readonly recipe: Recipe;
  readonly name: string | null;
}

const mark = '/recipe#';

/** The link that hands a recipe on. It stands behind the "#": what is shared reaches no server log. */
export function recipeUrl(baseUrl: string, { recipe, name }: SharedRecipe): string {
  const fields = new URLSearchParams({ r: toBase64Url(recipeJson(recipe)) });
  if (name !== null) fields.set('name', name);
  return `${baseUrl}${mark}${fields}`;
}

/**
 * Reads what somebody has copied: a recipe's link or its JSON.
 * @throws ToileError `bad-request` that says what is wrong with it.
 */
export function readSharedRecipe(text: string): SharedRecipe {
  const trimmed = text.trim();
  const at = trimmed.indexOf(mark);
  const fields = new URLSearchParams(at === -1 ? '' : trimmed.slice(at + mark.length));
  const json = at === -1 ? trimmed : (fromBase64Url(fields.get('r') ?? '') ?? '');
  const name = fields
    .get('name')
    ?.trim()
    .slice(0, limits.designNameChars)
    .replace(/\p{Surrogate}/gu, '');
  try {
    return { recipe: parseRecipe(json), name: name || null };
  } catch (cause) {
    if (!(cause instanceof LatentError)) throw cause;
    throw new ToileError('bad-request', words[cause.code] ?? cause.message, { cause });
  }
}

const words: Partial<Record<LatentError['code'], string>> = {
  recipe_syntax: 'That is no recipe: copy its link or its JSON whole.',
  recipe_version: 'This recipe was written by a newer Toile.',
};

/** Whether a pasted text is worth reading as a recipe; any other paste is none of Toile's business. */
export const looksLikeRecipe = (text: string): boolean =>
  text.includes(mark) || /^\s*\{\s*"/.test(text.slice(0, 64));
