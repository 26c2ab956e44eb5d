import { spawn, type ChildProcess } from "node:child_process";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import type { Readable, Writable } from "node:stream";

const places = [
  process.env.CHROMIUM,
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
];

/** The browser on this machine, or undefined where there is none. */
export const chromiumPath = places.find((place) => place !== undefined && existsSync(place));

interface Answer {
  readonly id?: number;
  readonly method?: string;
  readonly params?: { readonly request?: { readonly url: string } };
  readonly result?: Record<string, unknown>;
  readonly error?: { readonly message: string };
}

/** A page in a real browser, driven over the DevTools protocol through pipes. */
export class BrowserPage {
  /** Addresses that the page asked for. */
  readonly requests: string[] = [];
  #count = 0;
  #session = "";
  readonly #waiting = new Map<number, (answer: Answer) => void>();
  readonly #events: string[] = [];

  private constructor(
    private readonly child: ChildProcess,
    private readonly profile: string,
  ) {
    let text = "";
    (child.stdio[4] as Readable).setEncoding("utf8").on("data", (part: string) => {
      const messages = (text + part).split("\0");
      text = messages.pop() ?? "";
      messages.forEach((message) => this.#take(JSON.parse(message) as Answer));
    });
  }

  /**
   * Opens a file in a window.
   * @param file - Its path.
   * @param width - Width of the window in pixels.
   * @returns The page, loaded.
   */
  static async open(file: string, width: number): Promise<BrowserPage> {
    const profile = mkdtempSync(path.join(tmpdir(), "chromium-"));
    const flags = [
      ...["--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"],
      ...["--remote-debugging-pipe", `--user-data-dir=${profile}`, "--no-first-run"],
      ...[`--window-size=${width},1200`, "about:blank"],
    ];
    const child = spawn(chromiumPath ?? "", flags, {
      stdio: ["ignore", "ignore", "ignore", "pipe", "pipe"],
    });
    const page = new BrowserPage(child, profile);
    const { targetInfos } = await page.#send("Target.getTargets");
    const target = (targetInfos as { type: string; targetId: string }[]).find(
      ({ type }) => type === "page",
    );
    const { sessionId } = await page.#send("Target.attachToTarget", {
      targetId: target?.targetId,
      flatten: true,
    });
    page.#session = String(sessionId);
    await page.#send("Network.enable");
    await page.#send("Page.enable");
    await page.#send("Page.navigate", { url: `file://${file}` });
    while (!page.#events.includes("Page.loadEventFired")) {
      await page.evaluate("0");
    }
    return page;
  }

  /**
   * Evaluates an expression in the page.
   * @param expression - JavaScript whose value is JSON.
   * @returns The value.
   */
  async evaluate(expression: string): Promise<unknown> {
    const answer = await this.#send("Runtime.evaluate", { expression, returnByValue: true });
    return (answer.result as { value: unknown }).value;
  }

  /**
   * Lets the page be shown to somebody who likes it light or dark.
   * @param scheme - Which.
   */
  async prefer(scheme: "light" | "dark"): Promise<void> {
    const features = [{ name: "prefers-color-scheme", value: scheme }];
    await this.#send("Emulation.setEmulatedMedia", { features });
  }

  /**
   * Takes a picture of the page.
   * @returns A PNG file.
   */
  async screenshot(): Promise<Buffer> {
    const { data } = await this.#send("Page.captureScreenshot", { captureBeyondViewport: true });
    return Buffer.from(String(data), "base64");
  }

  /** Ends the browser. */
  async close(): Promise<void> {
    const gone = new Promise((resolve) => this.child.once("exit", resolve));
    this.#session = "";
    await this.#send("Browser.close");
    await gone;
    rmSync(this.profile, { recursive: true, force: true, maxRetries: 5 });
  }

  async #send(method: string, params: object = {}): Promise<Record<string, unknown>> {
    this.#count += 1;
    const id = this.#count;
    const session = this.#session === "" ? {} : { sessionId: this.#session };
    const answered = new Promise<Answer>((resolve) => this.#waiting.set(id, resolve));
    (this.child.stdio[3] as Writable).write(
      `${JSON.stringify({ id, method, params, ...session })}\0`,
    );
    const { result, error } = await answered;
    if (error !== undefined) {
      throw new Error(`${method}: ${error.message}`);
    }
    return result ?? {};
  }

  #take(answer: Answer): void {
    if (answer.method === "Network.requestWillBeSent") {
      this.requests.push(answer.params?.request?.url ?? "");
    }
    if (answer.method !== undefined) {
      this.#events.push(answer.method);
    }
    this.#waiting.get(answer.id ?? -1)?.(answer);
  }
}
