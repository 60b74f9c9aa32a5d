import type { FrameLocator, Page } from 'playwright-core';
import type { TestPlatform } from '../platform.ts';
import type { TestBrowser } from './browser.ts';

/** A page of the app in the admin shell. */
export interface AdminPage {
  /** The admin: title bar, save bar, toasts. */
  readonly admin: Page;
  /** The app in it. */
  readonly app: FrameLocator;
  waitForTitle(title: string): Promise<void>;
}

/** Opens a path of the app as the admin does, on another site than the app's. */
export async function openAdminPage(
  platform: TestPlatform,
  browser: TestBrowser,
  path: string,
  widthPx = 1440,
): Promise<AdminPage> {
  const admin = await browser.newPage(widthPx);
  const shellUrl = platform.url.replace('localhost', '127.0.0.1');
  await admin.goto(`${shellUrl}/?path=${encodeURIComponent(path)}`);
  await waitForReact(admin);
  return {
    admin,
    app: admin.frameLocator('#app-frame'),
    waitForTitle: (title) => admin.locator('#page-title').getByText(title, { exact: true }).waitFor(),
  };
}

/** Before React listens, the browser itself follows a link, out of the app, and what is typed is seen by nobody. */
async function waitForReact(admin: Page): Promise<void> {
  const frame = await (await admin.locator('#app-frame').elementHandle())?.contentFrame();
  await frame?.waitForFunction(() => Object.keys(document).some((key) => key.startsWith('__reactContainer$')));
}

/** By how many pixels the app is wider than its frame: what a person would have to scroll sideways. */
export async function overflowPx({ app }: AdminPage): Promise<number> {
  return app.locator('html').evaluate((page) => page.scrollWidth - page.clientWidth);
}
