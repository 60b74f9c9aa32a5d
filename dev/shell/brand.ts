import { html } from './html.ts';

/** A concierge's bell. */
export const brandMark = html`<svg viewBox="0 0 24 24" width="20" height="20" aria-hidden="true" fill="currentColor"><path d="M11 3h2a1 1 0 0 1 1 1v.6a1 1 0 0 1-1 1v1.5A8 8 0 0 1 20 15H4a8 8 0 0 1 7-7.9V5.6a1 1 0 0 1-1-1V4a1 1 0 0 1 1-1ZM3 17h18a1 1 0 0 1 1 1v1a1 1 0 0 1-1 1H3a1 1 0 0 1-1-1v-1a1 1 0 0 1 1-1Z"/></svg>`;
