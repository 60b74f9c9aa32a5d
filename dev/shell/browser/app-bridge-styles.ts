/** Adopted rather than inserted: an element more in the page would break React's hydration of it. */
export function adoptStyles(): void {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(`
    ui-nav-menu, s-app-nav, ui-title-bar, ui-save-bar, ui-modal { display: none; }
    .app-bridge-modal { border: 0; border-radius: 12px; padding: 0; width: min(560px, calc(100vw - 32px));
      box-shadow: 0 20px 60px rgb(0 0 0 / 30%); font-family: inherit; }
    .app-bridge-modal::backdrop { background: rgb(20 16 30 / 55%); }
    .app-bridge-modal > h2 { margin: 0; padding: 14px 16px; font-size: 14px; font-weight: 650; background: #f3f3f3; }
    .app-bridge-modal > footer { display: flex; flex-wrap: wrap; justify-content: flex-end; gap: 8px; padding: 12px 16px;
      border-top: 1px solid #e3e3e3; }
    .app-bridge-modal > footer button { font: inherit; font-weight: 600; padding: 7px 14px; border-radius: 8px;
      border: 1px solid #8a8a8a; background: #fff; color: #303030; cursor: pointer; }
    .app-bridge-modal > footer button[data-variant="primary"] { background: #303030; border-color: #303030; color: #fff; }
    .app-bridge-modal > footer button[data-tone="critical"] { background: #b3261e; border-color: #b3261e; color: #fff; }
  `);
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
}
