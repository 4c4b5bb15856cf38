import { defineScript } from '../script.js';
import { prelude } from './prelude.js';

/**
 * A claim stops waiting without taking anything. If it has been woken for a job by then, another is woken in
 * its place (SPEC Q13). ARGV: its field in `sleepers`, then its packs.
 */
export const leave8 = defineScript(
  'leave',
  8,
  /* lua */ `${prelude}
if redis.call('HDEL', SLEEPERS, ARGV[1]) == 1 then return 0 end
for i = 2, #ARGV do
  for _, lane in ipairs({ 'live', 'background' }) do
    if firstUnder(TURNS, lane .. '/' .. ARGV[i] .. '/') then wake(ARGV[i]) end
  end
end
return 1
`,
);
