import { byId, create } from './dom.ts';
import type { NavItem } from './protocol.ts';

let currentPath = '';

/** Draws the app's navigation: its home page is the app's own entry, the others stand below it. */
export function drawNav(items: readonly NavItem[], onNavigate: (href: string) => void): void {
  const list = byId('app-nav');
  list.replaceChildren(
    ...items.map((item) => {
      const link = create('a', { href: shellAddress(item.href), 'data-path': item.href }, item.label);
      if (item.isHome) link.dataset.home = 'true';
      link.addEventListener('click', (event) => {
        if (event.metaKey || event.ctrlKey || event.shiftKey) return;
        event.preventDefault();
        onNavigate(item.href);
      });
      return create('li', {}, link);
    }),
  );
  markCurrent(currentPath);
}

/** Marks where the user is: the item whose address is the longest beginning of the path. */
export function markCurrent(path: string): void {
  currentPath = path;
  const { pathname } = new URL(path, location.origin);
  const links = [...document.querySelectorAll<HTMLAnchorElement>('#app-nav a')];
  // Every page of the app lies below its home page.
  const isWithin = ({ dataset: { path: href = '', home } }: HTMLAnchorElement) =>
    pathname === href || (home === undefined && pathname.startsWith(`${href}/`));
  const current = links
    .filter(isWithin)
    .sort((a, b) => (b.dataset.path ?? '').length - (a.dataset.path ?? '').length)[0];
  for (const link of links) {
    if (link === current) link.setAttribute('aria-current', 'page');
    else link.removeAttribute('aria-current');
  }
}

function shellAddress(path: string): string {
  const parameters = new URLSearchParams(location.search);
  parameters.set('path', path);
  return `/?${parameters}`;
}
