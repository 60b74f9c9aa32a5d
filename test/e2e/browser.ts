import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sparticuz from '@sparticuz/chromium';
import { type BrowserContext, chromium, type Page } from 'playwright-core';
import { blockStorageInCrossSiteFrames } from './blocked-storage.ts';

export interface BrowserOptions {
  /** What many browsers do by default: a frame of another site can keep nothing, and trying throws. */
  blockThirdPartyStorage: boolean;
}

export interface TestBrowser {
  newPage(width?: number, height?: number): Promise<Page>;
  /** Everything that went wrong in any page: console errors and warnings, uncaught errors, failed requests. */
  readonly problems: string[];
  close(): Promise<void>;
}

// The library answers self-declared bots, HeadlessChrome among them, with 410.
const userAgent =
  'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/147.0.0.0 Safari/537.36';

// Without the last ones Chromium tries to reach its maker's hosts at each start.
const flags = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** Starts a real Chromium: the one of `CHROMIUM_PATH`, else the one from npm. */
export async function openBrowser({ blockThirdPartyStorage }: BrowserOptions): Promise<TestBrowser> {
  const profile = await mkdtemp(join(tmpdir(), 'concierge-browser-'));
  const chosen = process.env.CHROMIUM_PATH;
  if (blockThirdPartyStorage && chosen) await preferBlocking(profile);
  const context = await chromium.launchPersistentContext(profile, {
    executablePath: chosen || (await findChromium()),
    headless: true,
    args: flags,
    userAgent,
  });
  if (blockThirdPartyStorage && !chosen) await context.addInitScript(blockStorageInCrossSiteFrames);
  const problems: string[] = [];
  recordProblems(context, problems);
  return {
    problems,
    async newPage(width = 1440, height = 900) {
      const page = await context.newPage();
      await page.setViewportSize({ width, height });
      return page;
    },
    async close() {
      await context.close();
      await rm(profile, { recursive: true, force: true });
    },
  };
}

/** A whole Chromium blocks by itself, once its profile says so; the headless build from npm knows no such setting. */
async function preferBlocking(profile: string): Promise<void> {
  await mkdir(join(profile, 'Default'));
  const preferences = { profile: { cookie_controls_mode: 1, block_third_party_cookies: true } };
  await writeFile(join(profile, 'Default', 'Preferences'), JSON.stringify(preferences));
}

async function findChromium(): Promise<string> {
  const machine = `${process.platform}-${process.arch}`;
  if (machine === 'linux-x64') return sparticuz.executablePath();
  throw new Error(
    `No browser from npm runs on ${machine}: set CHROMIUM_PATH to a Chromium or Chrome program and run the tests again.`,
  );
}

function recordProblems(context: BrowserContext, problems: string[]): void {
  context.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') {
      problems.push(`console ${message.type()} at ${message.location().url}: ${message.text()}`);
    }
  });
  context.on('weberror', (error) => problems.push(`uncaught: ${error.error().stack || error.error()}`));
  context.on('requestfailed', (request) => {
    const reason = request.failure()?.errorText;
    // A request that its own page gave up, by going elsewhere, is no failure.
    if (reason !== 'net::ERR_ABORTED') problems.push(`request failed: ${request.url()} (${reason})`);
  });
}
