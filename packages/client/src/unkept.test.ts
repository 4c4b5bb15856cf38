import type { Write } from '@toile/room';
import { expect, it } from 'vitest';
import { unkeptOf } from './unkept.js';

const names = {
  designName: (id: string) => (id === 'CoatCoatCoat' ? 'Coat' : null),
  commented: (id: string) => (id === 'RemarkRemark' ? 'CoatCoatCoat' : null),
};
const unkept = (...writes: Write[]) =>
  unkeptOf({ id: '1', name: 'As it was', writes, client: 1, clock: 1 }, 'design-locked', names);

it('says what a lost change was about, by the name that the room has or the change brought', () => {
  const coat = { root: 'designs', id: 'CoatCoatCoat' } as const;
  const code = 'design-locked';
  expect(unkept({ ...coat, kind: 'set', fields: { name: 'Mac' }, cleared: [] })).toEqual({
    what: 'changed',
    designId: 'CoatCoatCoat',
    name: 'Coat',
    code,
  });
  expect(unkept({ ...coat, kind: 'gone', item: { client: 1, clock: 1 } })).toMatchObject({ what: 'removed' });
  expect(unkept({ root: 'designs', id: 'NewNewNewNew', kind: 'put', fields: { name: 'New' } })).toMatchObject(
    {
      what: 'added',
      name: 'As it was',
    },
  );
  const said = { what: 'commented', designId: 'CoatCoatCoat', name: 'Coat' };
  const fields = { designId: 'CoatCoatCoat', text: 'Hm' };
  expect(unkept({ root: 'comments', id: 'OtherOtherOt', kind: 'put', fields })).toMatchObject(said);
  expect(
    unkept({ root: 'comments', id: 'RemarkRemark', kind: 'set', fields: {}, cleared: [] }),
  ).toMatchObject(said);
});
