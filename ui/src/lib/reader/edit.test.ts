import { expect, test } from 'vitest';
import { detail } from '../../testing/fixture';
import { editOf, fieldOf, formOf, NO_CHANGE, withKind, type EditForm } from './edit';

const BEFORE = formOf(detail());

function check(change: Partial<EditForm>, expected: object) {
  expect(editOf(BEFORE, { ...BEFORE, ...change })).toEqual({ ...NO_CHANGE, ...expected });
}

test('what was not changed is not sent', () => {
  check({}, {});
  check({ span: [0, 60] }, {});
});

test('each field is sent as it was typed', () => {
  check({ said: '2031-03', about: 'Tapersmith' }, { said: '2031-03', about: 'Tapersmith' });
  check({ span: [2, 60] }, { span: [2, 60] });
});

test('an emptied speaker is taken away', () => {
  check({ speaker: '' }, { speaker: '' });
});

test('only what answers says how', () => {
  check({ kind: 'denial', answerForm: 'defends' }, { kind: 'denial', answer_form: 'defends' });
  check({ kind: 'claim', answerForm: 'defends' }, { kind: 'claim' });
});

test('a form that was chosen is set back to not said', () => {
  const denial: EditForm = { ...BEFORE, kind: 'denial', answerForm: 'defends' };
  const edit = editOf(denial, { ...denial, answerForm: '' });
  expect(edit).toEqual({ ...NO_CHANGE, answer_form: '' });
});

test('what belongs to another kind or attribution is not sent', () => {
  check({ court: 'Harrow High Court', sources: '2', access: 'public' }, {});
  check(
    { kind: 'ruling', court: 'Harrow High Court', stage: 'interim' },
    { kind: 'ruling', ruling: { court: 'Harrow High Court', question: '', stage: 'interim' } },
  );
  check(
    { attribution: 'anonymous', sources: '2', basis: 'saw the letter' },
    {
      attribution: 'anonymous',
      anonymity: { count: 2, reason: '', basis: 'saw the letter' },
    },
  );
  check(
    { attribution: 'document', access: 'public' },
    { attribution: 'document', access: 'public' },
  );
});

test('each line of the chain is one that is cited', () => {
  check({ chain: 'The Fell\n\nHarrow Post' }, { cited_via: ['The Fell', 'Harrow Post'] });
});

test('another kind keeps a form only where it fits', () => {
  const denial: EditForm = { ...BEFORE, kind: 'denial', answerForm: 'defends' };
  expect(withKind(denial, 'no_comment').answerForm).toBe('');
  const silent: EditForm = { ...denial, answerForm: 'does_not_address' };
  expect(withKind(silent, 'no_comment').answerForm).toBe('does_not_address');
});

test('a failure goes to the date that it names', () => {
  const failure = { code: 'bad_value', message: 'no date', subject: 'soon', hint: '' };
  expect(fieldOf(failure, { ...BEFORE, happened: ' soon ' })).toBe('happened');
  expect(fieldOf(failure, { ...BEFORE, said: 'soon' })).toBe('said');
  expect(fieldOf({ ...failure, code: 'store' }, { ...BEFORE, said: 'soon' })).toBeNull();
});
