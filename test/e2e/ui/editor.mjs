/** Drives a workbench page as a user does; every wait is for something to appear, with the page's limit. */
import { mkdirSync } from "node:fs";
import { join } from "node:path";

const screenshots = join(import.meta.dirname, "..", "screenshots");

/** `mark` is the class that the workbench has then. */
const THEMES = [
  { short: "dark", theme: "Dark Modern", mark: "vs-dark" },
  { short: "light", theme: "Light Modern", mark: "vs" },
  { short: "contrast", theme: "Dark High Contrast", mark: "hc-black" },
];

export async function openEditor(browser, address) {
  const context = await browser.newContext({
    viewport: { width: 1280, height: 800 },
    deviceScaleFactor: 1,
    // Nothing fades in, so a screenshot shows what has appeared.
    reducedMotion: "reduce",
  });
  const page = await context.newPage();
  page.setDefaultTimeout(30_000);
  await page.goto(address);
  await page.locator(".monaco-workbench .part.editor").waitFor();
  return editorOf(page);
}

function editorOf(page) {
  const editor = page.locator(".editor-instance .monaco-editor").first();
  const line = (text) => editor.locator(".view-line", { hasText: text }).first();
  const row = (list, text) => page.locator(`${list} .monaco-list-row`, { hasText: text }).first();
  const hoverText = (text) =>
    page.locator(".monaco-hover:not(.hidden) .hover-row", { hasText: text }).first();
  const press = (key) => page.keyboard.press(key);
  const appears = (wanted, timeout) =>
    wanted.waitFor({ timeout }).then(
      () => true,
      () => false,
    );

  const hasCursor = async (lineText) => {
    const wanted = await line(lineText).boundingBox();
    const cursor = await editor.locator(".cursors-layer .cursor").first().boundingBox();
    return wanted !== null && cursor !== null && Math.abs(wanted.y - cursor.y) < wanted.height / 2;
  };

  return {
    page,
    line,
    row,
    press,
    type: (text) => page.keyboard.type(text, { delay: 20 }),
    squiggles: (severity) => editor.locator(`.squiggly-${severity}`),
    /** Characters that VS Code marks because they look like others. */
    suspectedCharacters: editor.locator(".unicode-highlight"),
    hoverText,
    notifications: () => page.locator(".notifications-toasts .notification-toast").count(),

    /**
     * Puts the mouse on a word of a line until the hover says `text`. VS Code asks once each time the mouse arrives,
     * so an answer that was lost (a server on its way back) or came before the file was read is asked for again.
     */
    async hover(lineText, word, text) {
      const wanted = hoverText(text);
      for (let attempt = 1; attempt <= 10; attempt++) {
        await page.mouse.move(0, 0);
        await page.locator(".monaco-hover:not(.hidden) .hover-row").first().waitFor({ state: "hidden" });
        await line(lineText).getByText(word).first().hover();
        if (await appears(wanted, 3_000)) return;
      }
      throw new Error(`No hover over "${word}" says "${text}".`);
    },
    /** Puts the cursor into a word of a line. Lenses that come or go move the lines, so that a click may miss. */
    async click(lineText, word) {
      for (let attempt = 1; attempt <= 10; attempt++) {
        await line(lineText).getByText(word).first().click();
        for (let look = 1; look <= 5; look++) {
          if (await hasCursor(lineText)) return;
          await page.waitForTimeout(100);
        }
        await press("Escape");
      }
      throw new Error(`The cursor does not go into "${lineText}".`);
    },

    /** Takes a row of quick open once it is the one that Enter would take: the list fills in steps. */
    async quickOpen(key, text, wanted) {
      await press(key);
      const input = page.locator(".quick-input-widget input").first();
      await input.waitFor({ state: "visible" });
      await input.fill(text);
      await page.locator(".quick-input-list .monaco-list-row.focused", { hasText: wanted }).waitFor();
      await press("Enter");
      await input.waitFor({ state: "hidden" });
    },
    async openFile(name) {
      await this.quickOpen("ControlOrMeta+p", name, name);
      await page.locator(".tabs-container .tab.active", { hasText: name }).waitFor();
    },
    command: function (title) {
      return this.quickOpen("F1", `>${title}`, title);
    },
    /** VS Code drops what a command asks for when problems or the cursor change meanwhile; then it is given again. */
    async commandUntil(title, wanted) {
      for (let attempt = 1; attempt <= 5; attempt++) {
        await this.command(title);
        if (await appears(wanted, 6_000)) return;
      }
      throw new Error(`The command "${title}" changes nothing.`);
    },

    /** Takes one picture in each theme, chosen from the list of themes as a user does; what `show` shows is open then. */
    async inEachTheme(name, show = async () => {}) {
      for (const { short, theme, mark } of THEMES) {
        await press("ControlOrMeta+k");
        await this.quickOpen("ControlOrMeta+t", theme, theme);
        await page.locator(`.monaco-workbench.${mark}`).waitFor();
        await show();
        await this.screenshot(`${name}-${short}`);
      }
    },

    /** The colours of a line's text, one for each differently coloured piece. */
    async colours(lineText) {
      const pieces = line(lineText).locator("span > span");
      return await pieces.evaluateAll((spans) =>
        spans.map((span) => ({ text: span.textContent, colour: getComputedStyle(span).color })),
      );
    },
    async screenshot(name) {
      mkdirSync(screenshots, { recursive: true });
      // What fades in is shown as it will be.
      await page.screenshot({ path: join(screenshots, `${name}.png`), animations: "disabled" });
    },
  };
}
