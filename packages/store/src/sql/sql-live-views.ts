import type { Embedding, LiveView } from '@toile/protocol';
import type { FoundLiveView, LiveViewStore } from '../live-view-store.js';
import * as views from './live-view-queries.js';
import * as parsing from './row-parsing.js';
import type { Row, SqlEngine, Statement } from './statement.js';

/** Live views in SQL. */
export class SqlLiveViews implements LiveViewStore {
  readonly #engine: SqlEngine;

  constructor(engine: SqlEngine) {
    this.#engine = engine;
  }

  async replace(roomId: string, view: LiveView, tokenHash: string): Promise<void> {
    await this.#engine.run([
      ...this.#engine.dialect.lockRoom(roomId),
      views.revokeLiveView(roomId, view.createdAtMs),
      views.insertLiveView(roomId, view, tokenHash),
    ]);
  }

  async current(roomId: string): Promise<LiveView | null> {
    const row = await this.#row(views.selectLiveView(roomId));
    return row ? parsing.parseLiveView(row) : null;
  }

  async setEmbedding(roomId: string, embedding: Embedding): Promise<LiveView | null> {
    const row = await this.#row(views.updateEmbedding(roomId, embedding));
    return row ? parsing.parseLiveView(row) : null;
  }

  async revoke(roomId: string, atMs: number): Promise<boolean> {
    return (await this.#row(views.revokeLiveView(roomId, atMs))) !== undefined;
  }

  async byToken(tokenHash: string): Promise<FoundLiveView | null> {
    return found(await this.#row(views.selectLiveViewByToken(tokenHash)));
  }

  async byId(viewId: string): Promise<FoundLiveView | null> {
    return found(await this.#row(views.selectLiveViewById(viewId)));
  }

  async #row(statement: Statement): Promise<Row | undefined> {
    const [[row] = []] = await this.#engine.run([statement]);
    return row;
  }
}

function found(row: Row | undefined): FoundLiveView | null {
  if (!row) return null;
  return {
    roomId: parsing.parseText(row.roomId, 'room id'),
    view: parsing.parseLiveView(row),
    revoked: row.revokedAtMs !== null,
  };
}
