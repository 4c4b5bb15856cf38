import { type Embedding, liveViewIdSchema } from '@toile/protocol';
import type { Store } from '@toile/store';

const embedPath = /^\/embed\/([^/]+)\/?$/;

/** The id of the live view whose page is at `path`, or null for any other page. */
export function embeddedViewId(path: string): string | null {
  const id = liveViewIdSchema.safeParse(embedPath.exec(path)?.[1]);
  return id.success ? id.data : null;
}

/**
 * Whose pages may frame a live view, as a `frame-ancestors` source list (CSP3 §6.4.2): nobody's unless its host has
 * said so, and it is not revoked. Rejects as the store does.
 */
export async function embedAncestors(store: Pick<Store, 'liveViews'>, viewId: string): Promise<string> {
  const found = await store.liveViews.byId(viewId);
  return found === null || found.revoked ? "'none'" : sources(found.view.embedding);
}

function sources(embedding: Embedding): string {
  if (embedding.kind === 'off') return "'none'";
  if (embedding.kind === 'any') return '*';
  return embedding.origins.join(' ');
}
