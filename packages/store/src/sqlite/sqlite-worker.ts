import { type MessagePort, parentPort, workerData } from 'node:worker_threads';
import { SqliteDatabase, type SqliteOptions } from './sqlite-database.js';
import { sqliteFailure } from './sqlite-failure.js';
import type { SqliteReply, SqliteRequest } from './sqlite-worker-channel.js';

/** Entry of the worker thread: opens the file named in `workerData` and serves the channel. */
function serve(port: MessagePort, options: SqliteOptions): void {
  const reply = (message: SqliteReply) => port.postMessage(message);
  let database: SqliteDatabase;
  try {
    database = new SqliteDatabase(options);
  } catch (error) {
    reply({ type: 'refused', failure: sqliteFailure(error) });
    return;
  }
  port.on('message', (request: SqliteRequest) => {
    if (request.type === 'run') {
      reply({ type: 'done', outcomes: database.run(request.calls) });
    } else {
      database.close();
      port.close();
    }
  });
  reply({ type: 'opened' });
}

if (!parentPort) throw new TypeError('sqlite-worker: expected to be started as a worker thread');
serve(parentPort, workerData as SqliteOptions);
