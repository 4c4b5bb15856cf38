import { filmRequestSchema, lineSheetRequestSchema, ToileError } from '@toile/protocol';
import { filmRecipes, readDesign } from '@toile/room';
import { Hono } from 'hono';
import { gatherLineSheet } from '../line-sheet/gather-line-sheet.js';
import type { PackOf } from '../pack-shelf.js';
import { composeFilm } from '../take-away/compose-film.js';
import { drawAll } from '../take-away/draw-all.js';
import { InTurns } from '../take-away/in-turns.js';
import { storedDoc } from '../take-away/stored-doc.js';
import { type ApiEnv, type ApiParts, type ApiRequest, askerOf, bodyOf } from './api-context.js';

/** How long the ends of a film stand, in frames. */
const heldFrames = 8;

/** /api/rooms/:roomId/film and /line-sheet: files that are put together from a room's pictures. */
export function takeAwayRoutes(parts: ApiParts): Hono<ApiEnv> {
  const { store, packs, pictures, rateLimits, printLineSheet } = parts;
  const turns = new InTurns({ atOnce: 2, longestLine: 32 });
  const routes = new Hono<ApiEnv>();

  routes.post('/film', async (c) => {
    const { room, me } = await askerOf(c, parts);
    const { from, to, frames, sizePx, frameMs, back } = await bodyOf(c, filmRequestSchema);
    await rateLimits.take('filesPerMinute', me.id);
    const doc = await storedDoc(store, room.id);
    const [start, end] = [readDesign(doc, from), readDesign(doc, to)];
    doc.destroy();
    if (!start || !end) throw new ToileError('design-not-found');
    if (start.pack !== end.pack) {
      throw new ToileError('bad-request', 'A film goes between two designs of one model.');
    }
    const pack = await packs.byId(start.pack ?? room.packId);
    const { signal } = c.req.raw;
    const film = await turns.run(async () => {
      const drawn = await drawAll(
        pictures,
        room.id,
        filmRecipes(start, end, pack, { frames, sizePx }),
        signal,
      );
      const timing = { frameMs, holdMs: heldFrames * frameMs, back };
      return composeFilm(
        drawn.map(({ bytes }) => bytes),
        timing,
      );
    });
    return file(c, film, 'image/webp', 'film.webp');
  });

  routes.post('/line-sheet', async (c) => {
    const { room, me } = await askerOf(c, parts);
    const request = await bodyOf(c, lineSheetRequestSchema);
    await rateLimits.take('filesPerMinute', me.id);
    await packs.byId(room.packId);
    const packOf: PackOf = (design) => packs.known(design.pack ?? room.packId);
    const { signal } = c.req.raw;
    const pdf = await turns.run(async () =>
      printLineSheet(await gatherLineSheet(parts, { room, packOf }, request, signal), signal),
    );
    return file(c, pdf, 'application/pdf', 'line-sheet.pdf');
  });

  return routes;
}

function file(c: ApiRequest, bytes: Uint8Array<ArrayBuffer>, mime: string, name: string): Response {
  c.header('Content-Type', mime);
  c.header('Content-Disposition', `attachment; filename="${name}"`);
  return c.body(bytes.buffer);
}
