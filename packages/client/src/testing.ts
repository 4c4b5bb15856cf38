export { FlakyLink } from './testing/flaky-link.js';
export { ProcessLocks } from './testing/process-locks.js';
