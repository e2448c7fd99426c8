/** Opens a headless Chromium that is installed on this machine; nothing is downloaded. */
import { existsSync } from "node:fs";
import { chromium } from "playwright-core";

const usualPlaces = [
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
];

export async function openBrowser() {
  const executablePath = process.env.E2E_CHROMIUM ?? usualPlaces.find(existsSync);
  if (executablePath === undefined)
    throw new Error("No Chromium was found: install one or set E2E_CHROMIUM.");
  const args = [
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-background-networking",
    "--disable-component-update",
  ];
  // Chromium refuses its sandbox to root.
  if (process.getuid?.() === 0) args.push("--no-sandbox");
  return await chromium.launch({ executablePath, headless: true, args });
}
