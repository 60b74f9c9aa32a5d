import { AFTERCARE_STORIES } from './aftercare.ts';
import { ORDER_STORIES } from './orders.ts';
import { type RuleTemplate, TEMPLATE_GROUPS } from './parts.ts';

/** Every service story that today's facts and perks allow, by what it is for. */
export const TEMPLATES: readonly RuleTemplate[] = TEMPLATE_GROUPS.flatMap((group) =>
  [...ORDER_STORIES, ...AFTERCARE_STORIES].filter((template) => template.group === group),
);
