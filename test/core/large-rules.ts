import { createHash } from 'node:crypto';
import type { RuleId } from '../../core/identity.ts';
import { MAX_RULES, type Rule } from '../../core/policy.ts';
import { makeItRightRule } from '../../core/templates.ts';

/** As many rules as a policy takes, with texts that nothing compresses, a little below all that it may take together. */
export function largeRules(): Rule[] {
  const mail = makeItRightRule('USD');
  return Array.from({ length: MAX_RULES }, (_, index) => ({
    ...mail,
    id: `rule-${index}` as RuleId,
    name: `Rule ${index}`,
    perk: { ...mail.perk, body: noise(`${index}`, 3_500) } as Rule['perk'],
  }));
}

/** The same for the same seed. */
function noise(seed: string, length: number): string {
  let text = '';
  for (let block = 0; text.length < length; block += 1)
    text += createHash('sha512').update(`${seed} ${block}`).digest('base64');
  return text.slice(0, length);
}
