import { fireEvent, render, screen, within } from '@testing-library/svelte';
import { expect, test, vi } from 'vitest';
import App from '../../App.svelte';
import type { Backend } from '../../lib/ipc/backend';
import { caseView, fixtureBackend } from '../../testing/fixture';

async function openCases(over: Partial<Backend> = {}) {
  localStorage.clear();
  render(App, { backend: fixtureBackend(over) });
  await fireEvent.click(await screen.findByRole('button', { name: /^Case: / }));
  await fireEvent.click(await screen.findByRole('button', { name: 'All cases' }));
  await screen.findByRole('heading', { level: 1, name: 'Cases' });
}

test('a case that ships with the program starts with one press', async () => {
  const startCase = vi.fn(async () => caseView({ name: 'OpenAI v. DeepSeek', leads: 12 }));
  await openCases({ startCase });
  await fireEvent.click(await screen.findByRole('button', { name: 'Start OpenAI v. DeepSeek' }));
  await screen.findByText('OpenAI v. DeepSeek is open with 12 leads. Nothing was fetched.');
  expect(startCase).toHaveBeenCalledWith('openai-v-deepseek');
});

test('a new case is made with its parties', async () => {
  const addParty = vi.fn(async () => caseView());
  await openCases({ addParty });
  const form = await screen.findByRole('form', { name: 'Start your own case' });
  await fireEvent.input(within(form).getByLabelText('Name of the case'), {
    target: { value: 'Brindle v. Ossery' },
  });
  await fireEvent.click(within(form).getByRole('button', { name: 'Add a party' }));
  await fireEvent.input(within(form).getByLabelText('Name'), { target: { value: 'Brindle' } });
  await fireEvent.input(within(form).getByLabelText('Other names'), {
    target: { value: 'Brindle AI, ' },
  });
  await fireEvent.submit(form);
  await screen.findByText(/^Brindle v. Ossery is ready/);
  const party = { name: 'Brindle', aliases: ['Brindle AI'], role: 'accuser' };
  expect(addParty).toHaveBeenCalledWith('case-2', expect.objectContaining(party));
});

test('a case whose party is refused is finished by the next press, not made again', async () => {
  const newCase = vi.fn(async (name: string) => caseView({ id: 'case-2', name }));
  let isRefused = true;
  const addParty = vi.fn(async () => {
    if (isRefused) throw { code: 'bad_value', message: 'that is no name', hint: '' };
    return caseView();
  });
  await openCases({ newCase, addParty });
  const form = await screen.findByRole('form', { name: 'Start your own case' });
  await fireEvent.input(within(form).getByLabelText('Name of the case'), {
    target: { value: 'Brindle v. Ossery' },
  });
  await fireEvent.click(within(form).getByRole('button', { name: 'Add a party' }));
  await fireEvent.input(within(form).getByLabelText('Name'), { target: { value: 'Brindle' } });
  await fireEvent.submit(form);
  await within(form).findByText(/^Brindle v. Ossery is made, but not all of its parties are/);
  isRefused = false;
  const finish = { name: 'Add the parties and open the case' };
  await fireEvent.click(within(form).getByRole('button', finish));
  await screen.findByText(/^Brindle v. Ossery is ready/);
  expect(newCase).toHaveBeenCalledTimes(1);
});

test('a lead without a date or an address is not sent', async () => {
  const addLead = vi.fn(async () => {});
  await openCases({ addLead });
  const form = await screen.findByRole('form', { name: /^Add a lead/ });
  await fireEvent.submit(form);
  expect(within(form).getByLabelText('Date').getAttribute('aria-invalid')).toBe('true');
  expect(within(form).getByLabelText('Address').getAttribute('aria-invalid')).toBe('true');
  expect(addLead).not.toHaveBeenCalled();
});
