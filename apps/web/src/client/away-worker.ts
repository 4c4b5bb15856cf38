/**
 * Have this browser say what waits where a room is opened while the server is away (public/away-worker.js). A
 * browser that will have no worker, such as at an insecure address, shows its own error then: nothing else is lost.
 */
export function startAwayWorker(): void {
  navigator.serviceWorker?.register('/away-worker.js', { scope: '/r/' }).catch((cause: unknown) => {
    console.info('Toile: a room cannot say what waits while the server is away.', cause);
  });
}
