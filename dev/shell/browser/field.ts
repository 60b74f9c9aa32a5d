import { create } from './dom.ts';

let last = 0;

/** A control with its label above it. */
export function field(label: string, control: HTMLElement): HTMLElement {
  last += 1;
  control.id = `field-${last}`;
  return create('div', { class: 'field' }, create('label', { for: control.id }, label), control);
}

/** The choices of a select: `[value, text]`, the first one chosen. */
export function options(choices: readonly (readonly [string, string])[]): HTMLOptionElement[] {
  return choices.map(([value, text]) => create('option', { value }, text));
}
