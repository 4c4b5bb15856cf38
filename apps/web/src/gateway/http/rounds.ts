import { type RoundList, roundIdSchema, ToileError } from '@toile/protocol';
import { Hono } from 'hono';
import { type RevealedRound, roundCsv, roundFileName, roundJson } from '../rounds/round-export.js';
import { type ApiEnv, type ApiParts, type ApiRequest, type Asker, askerOf } from './api-context.js';

/** /api/rooms/:roomId/rounds: past rounds and their results, for every member. */
export function roundRoutes(parts: ApiParts): Hono<ApiEnv> {
  const { rounds } = parts.store;
  const routes = new Hono<ApiEnv>();

  routes.get('/', async (c) => {
    const { room } = await askerOf(c, parts);
    const list: RoundList['rounds'] = (await rounds.revealed(room.id)).filter(isRevealed).map((round) => {
      const { winner, voted, eligible } = round.state.results;
      return {
        id: round.id,
        question: round.question,
        method: round.method,
        revealedAtMs: round.state.atMs,
        winner: round.options.find(({ designId }) => designId === winner) ?? null,
        voted,
        eligible,
      };
    });
    return c.json({ rounds: list } satisfies RoundList);
  });

  routes.get('/:roundId', async (c) => c.json((await revealedRound(c)).round));

  routes.get('/:roundId/results.csv', async (c) => {
    const { round } = await revealedRound(c);
    return file(c, roundCsv(round), 'text/csv; charset=utf-8', roundFileName(round.question, 'csv'));
  });

  routes.get('/:roundId/results.json', async (c) => {
    const { room, round } = await revealedRound(c);
    const text = roundJson(room, round);
    return file(c, text, 'application/json; charset=utf-8', roundFileName(round.question, 'json'));
  });

  /** @throws ToileError `round-not-found`; `round-open` while there are no results. */
  async function revealedRound(c: ApiRequest): Promise<Asker & { round: RevealedRound }> {
    const asker = await askerOf(c, parts);
    const roundId = roundIdSchema.safeParse(c.req.param('roundId'));
    const round = roundId.success ? await rounds.round(asker.room.id, roundId.data) : null;
    if (round?.state.kind === 'open') {
      throw new ToileError('round-open', 'This round is still open: it has results once it is revealed.');
    }
    if (!round || !isRevealed(round)) throw new ToileError('round-not-found');
    return { ...asker, round };
  }

  return routes;
}

const isRevealed = (round: { state: { kind: string } }): round is RevealedRound =>
  round.state.kind === 'revealed';

function file(c: ApiRequest, text: string, type: string, name: string): Response {
  c.header('Content-Type', type);
  c.header('Content-Disposition', `attachment; filename="${name}"`);
  return c.body(text);
}
