import { type Browser, type Page } from 'puppeteer-core';
/** A real browser, without a window. */
export declare function openBrowser(): Promise<Browser>;
/** What axe finds wrong on the page as it is now, one line each. */
export declare function accessibilityProblems(page: Page): Promise<readonly string[]>;
