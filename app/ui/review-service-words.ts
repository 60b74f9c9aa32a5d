import type { ReviewProvider } from '../../core/review.ts';

/** What the merchant has to do at the service, before and after connecting here. */
const STEPS: Readonly<Record<ReviewProvider, { readonly before: string; readonly after: string }>> = {
  judgeme: {
    before:
      'In Judge.me, open Settings, then Integrations and the API tokens, and copy the private token. Paste it here and connect.',
    after:
      'Ask Judge.me, or whoever made your webhook, to send “review/created” and “review/updated” to this address, with the private token.',
  },
  okendo: {
    before:
      'Okendo makes a webhook for you through its API, and gives its secret, which begins with “whsec_”. Paste the secret here and connect.',
    after: 'Give Okendo this address for the topics “review create” and “review update”.',
  },
  stamped: {
    before: 'Connect first: you then get an address and a secret to paste into Stamped.',
    after: 'In Stamped, open Settings, then Webhooks, and add one for reviews with this address and the secret.',
  },
  yotpo: {
    before: 'Connect first: you then get an address. Webhooks have to be switched on for you by your contact at Yotpo.',
    after:
      'Give Yotpo this address for “review_create” and “review_updated”. Tell it to nobody else: Yotpo signs nothing, so whoever knows it could send reviews.',
  },
};

export function connectSteps(provider: ReviewProvider) {
  return STEPS[provider];
}

export function secretLabel(provider: ReviewProvider): string {
  switch (provider) {
    case 'judgeme':
      return 'Judge.me’s private token';
    case 'okendo':
      return 'Okendo’s webhook secret';
    case 'stamped':
      return 'Secret for Stamped';
    case 'yotpo':
      return 'Secret for Yotpo';
  }
}
