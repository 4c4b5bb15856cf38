export { direction, testPack } from './testing/pack.fixture.js';
