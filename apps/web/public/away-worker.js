/*
 * Stands between a room's address and the network, for one case: the server cannot be reached when a room is
 * opened. It caches nothing and touches nothing else. In place of the browser's own error it answers a page that
 * says what waits here and tries again by itself.
 */

addEventListener('install', () => self.skipWaiting());
addEventListener('activate', (event) => event.waitUntil(self.clients.claim()));
addEventListener('fetch', (event) => {
  if (event.request.mode === 'navigate') event.respondWith(open(event.request));
});

/** What a reverse proxy says when there is nothing behind it. */
const away = new Set([502, 503, 504]);

async function open(request) {
  try {
    const answer = await fetch(request);
    if (!away.has(answer.status)) return answer;
  } catch {
    // No server: that is what this worker is for.
  }
  const roomId = new URL(request.url).pathname.split('/')[2] ?? '';
  return page(await waiting(roomId).catch(() => 0));
}

/** How many changes of a room wait in this browser; see packages/client/src/change-rows.ts. */
function waiting(roomId) {
  return new Promise((resolve, reject) => {
    const opening = indexedDB.open('toile');
    // There is none yet, and it is not for this worker to make one.
    opening.onupgradeneeded = () => opening.transaction.abort();
    opening.onerror = () => reject(opening.error);
    opening.onsuccess = () => {
      const database = opening.result;
      const owners = database.transaction('changes').objectStore('changes').index('owner');
      const counting = owners.count(IDBKeyRange.bound([roomId], [roomId, []]));
      counting.onerror = () => reject(counting.error);
      counting.onsuccess = () => {
        resolve(counting.result);
        database.close();
      };
    };
  });
}

function page(changes) {
  const nonce = crypto.randomUUID();
  const kept =
    changes === 0
      ? 'The room opens as soon as it can.'
      : changes === 1
        ? 'One change waits in this browser. It is added as soon as the room opens again.'
        : `${changes} changes wait in this browser. They are added as soon as the room opens again.`;
  const html = `<!doctype html>
<html lang="en-GB">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width">
    <title>Toile cannot be reached</title>
    <style>
      :root { color-scheme: light dark; }
    main { display: grid; justify-items: start; gap: 12px; }
      body {
        min-height: 100dvh; margin: 0; padding: 24px; box-sizing: border-box;
        display: grid; place-content: center;
        background: light-dark(#f5f1e8, #191816); color: light-dark(#1d1b18, #f1ece0);
        font: 15px / 1.5 system-ui, sans-serif;
      }
      h1 { margin: 0; font: 500 26px / 1.2 Georgia, serif; }
      p { margin: 0; max-width: 42ch; }
      .soft { color: light-dark(#6f6a60, #a39c8d); }
      a {
        margin-top: 8px; padding: 9px 18px; border-radius: 999px; text-decoration: none;
        background: light-dark(#1d1b18, #f1ece0); color: light-dark(#fbf9f4, #191816);
      }
      a:focus-visible { outline: 2px solid light-dark(#c23b28, #ef6a55); outline-offset: 3px; }
    </style>
  </head>
  <body>
    <main>
      <h1>Toile cannot be reached.</h1>
      <p role="status">${kept}</p>
      <p class="soft">This page tries again every few seconds.</p>
      <a href="">Try now</a>
    </main>
    <script nonce="${nonce}">
      // Everybody at a time of their own, and this page stays as it is until the server is back.
      const later = () => setTimeout(look, 3000 + Math.random() * 3000);
      const look = () =>
        fetch('/healthz', { cache: 'no-store' }).then(({ ok }) => (ok ? location.reload() : later()), later);
      later();
    </script>
  </body>
</html>`;
  return new Response(html, {
    status: 503,
    headers: {
      'Content-Type': 'text/html; charset=utf-8',
      'Content-Security-Policy': `default-src 'none'; style-src 'unsafe-inline'; script-src 'nonce-${nonce}'; connect-src 'self'; frame-ancestors 'none'`,
      'Cache-Control': 'no-store',
    },
  });
}
