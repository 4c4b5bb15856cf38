import { describe, expect, it } from 'vitest';
import { bodyIds } from './body.js';
import { croquisOf, sheet } from './croquis.js';
import { drawingOf } from './drawing.js';
import { poseIds } from './pose.js';

const all = bodyIds.flatMap((body) => poseIds.map((pose) => ({ body, pose })));

describe('croquis', () => {
  it.each(all)('W20 $body, $pose, stands about nine heads tall within its sheet', ({ body, pose }) => {
    const { shapes } = croquisOf(body, pose);
    const points = shapes.flatMap(({ outline }) => outline);
    for (const { x, y } of points) {
      expect(Number.isFinite(x + y)).toBe(true);
      expect(Math.abs(x)).toBeLessThan(sheet.width / 2);
      expect(y).toBeGreaterThan(-sheet.top);
      expect(y).toBeLessThan(sheet.height - sheet.top);
    }
    const floor = Math.max(...points.map(({ y }) => y));
    expect(floor).toBeGreaterThan(8.6);
    expect(floor).toBeLessThan(9.2);
  });

  it('W21 bodies differ in their widths, poses in where the weight is', () => {
    const hips = (body: (typeof bodyIds)[number]) => croquisOf(body, 'standing').skeleton.body.hip;
    expect(new Set(bodyIds.map(hips)).size).toBe(bodyIds.length);
    const [standing, resting] = [croquisOf('straight', 'standing'), croquisOf('straight', 'resting')];
    expect(standing.skeleton.left.leg.root.x).toBeCloseTo(-standing.skeleton.right.leg.root.x, 9);
    // The foot that carries stands under the pit of the neck.
    expect(Math.abs(resting.skeleton.right.leg.end.x)).toBeLessThan(0.35);
  });

  it('W22 arms that cloth hangs over lie close to the body in every pose', () => {
    for (const pose of poseIds) {
      const { skeleton } = croquisOf('straight', pose, { left: true, right: true });
      expect(Math.abs(skeleton.right.arm.end.x - skeleton.right.arm.root.x)).toBeLessThan(0.25);
    }
  });

  it('W23 is drawn as closed paths, small enough to send', () => {
    const drawing = drawingOf(croquisOf('full', 'resting'));
    for (const { d } of drawing) expect(d).toMatch(/^M-?[\d.]+ -?[\d.]+(L-?[\d.]+ -?[\d.]+)+Z$/);
    expect(drawing.reduce((sum, { d }) => sum + d.length, 0)).toBeLessThan(120_000);
  });
});
