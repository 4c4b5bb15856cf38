import { defineScript } from '../script.js';
import { prelude } from './prelude.js';

/** Withdraws a place (SPEC Q7). ARGV: place. */
export const withdraw8 = defineScript(
  'withdraw',
  8,
  /* lua */ `${prelude}
local place = ARGV[1]
local running = read(RUNNING, place)
if running then
  running.withdrawn = true
  write(RUNNING, place, running)
end
local pending = read(PENDING, place)
if pending then drop(place, pending) end
return 1
`,
);
