import { expect, onTestFinished, test, vi } from 'vitest';
import { createLiquidTemplates } from '../../../adapters/liquid/templates.ts';
import { composeMessage } from '../../../core/compose-message.ts';
import { messageValues, sampleValues, variablesFor } from '../../../core/message-variables.ts';
import { makeItRightRule, thankRegularRule } from '../../../core/templates.ts';
import { buildDecision } from '../../core/decisions.ts';

const templates = createLiquidTemplates();
const KNOWN = variablesFor('order.placed');

test.each([
  [
    'Hello\n{{ customer.phone }}',
    /^Line 2: there is no \{\{ customer\.phone \}\}\. There are: \{\{ customer\.first_name/,
  ],
  ['{{ review.rating }}', /^Line 1: there is no \{\{ review\.rating \}\}/],
  ['Hello\n\n{{ shop.name | shout }}', /^Line 3: undefined filter: shout/],
  ['{% for i in (1..10) %}x{% endfor %}', /tag "for" not found/],
  ['{% include "/etc/passwd" %}', /tag "include" not found/],
  ['{% if shop.name %}', /^Line 1: tag .* not closed/],
  ['{{ shop.name', /^Line 1: /],
])('%j is refused when it is saved, with the line', async (template, problem) => {
  const [first, ...others] = await templates.problems(template, KNOWN);
  expect(first).toMatch(problem);
  expect(others).toEqual([]);
});

test.each([makeItRightRule('USD'), thankRegularRule('USD')])('the template “$name” is fine', async ({ perk, on }) => {
  if (perk.kind !== 'message') throw new Error('the template sends a message');
  for (const text of [perk.subject, perk.body]) expect(await templates.problems(text, variablesFor(on))).toEqual([]);
});

test.each([
  ['{% assign a = a | append: a %}', 60, /limit/],
  ['{% capture a %}{{ a }}{{ a }}{% endcapture %}', 12, /too long/],
  ['{% capture a %}{{ a }}{{ a }}{% endcapture %}', 400, /length/],
])('what grows without end is stopped: %s, %i times', async (doubling, times, problem) => {
  const doubled = `{% assign a = "aaaaaaaa" %}${doubling.repeat(times)}{{ a }}`;
  expect(await templates.problems(doubled, KNOWN)).toEqual([expect.stringMatching(problem)]);
});

test('a process that is halted while it fills in a message fills it in all the same', async () => {
  vi.useFakeTimers({ toFake: ['performance'] });
  onTestFinished(() => void vi.useRealTimers());
  const values = {
    get shop() {
      vi.advanceTimersByTime(60_000);
      return { name: 'Atelier' };
    },
  };
  expect(await templates.render('{{ shop.name }} thanks {{ shop.name }}', values)).toEqual({
    kind: 'text',
    text: 'Atelier thanks Atelier',
  });
});

test('a message is text with paragraphs and links, and nothing in it becomes HTML', async () => {
  const body = 'Hi {{ customer.first_name }} <b>&\n\nSee https://atelier.example/a?b=1&c=2.';
  const composed = await composeMessage(templates, { subject: 'About\n{{ order.name }}', body }, sampleValues());
  if (composed.kind !== 'composed') throw new Error(composed.problem);
  const { subject, text, html } = composed.content;
  expect(subject).toBe('About #1001');
  expect(text).toContain('Your shop sent you this message because of your order #1001.');
  expect(html).toContain('Hi Ada &lt;b&gt;&amp;</p>');
  expect(html).toContain('<a href="https://atelier.example/a?b=1&amp;c=2"');
});

test.each([
  ['Ada', 'Ada'],
  ['Jean  Luc\n', 'Jean Luc'],
  ['win.example/now', ''],
  ['https://win.example', ''],
  [null, ''],
])('the first name %j is written as %j', (firstName, written) => {
  const recipient = { email: null, firstName, shopName: 'Atelier', shopEmail: 'a@b' };
  expect(messageValues(buildDecision(), recipient)).toMatchObject({ customer: { first_name: written } });
});
