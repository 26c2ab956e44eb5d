import { bareMessage } from "../model/plan/planJson";
import type { EngineEvent } from "../sandbox/engine";

/** Warnings about resources, each said once with the number of resources, however often the engine passes them on. */
export class FoldedWarnings {
  readonly #resources = new Map<string, Set<string>>();
  readonly #said = new Set<string>();

  /**
   * Keeps a warning about a resource.
   * @param event - What the engine reports.
   * @returns Whether it was one.
   */
  keep({ diagnosticEvent }: EngineEvent): boolean {
    const { severity, urn, message } = diagnosticEvent ?? {};
    if (severity !== "warning" || urn === undefined || urn === "" || message === undefined) {
      return false;
    }
    const text = bareMessage(message);
    const resources = this.#resources.get(text) ?? new Set();
    this.#resources.set(text, resources.add(urn));
    return true;
  }

  /**
   * Says what was kept since it was asked last, but for what was said before: an `up` repeats its preview.
   * @returns A line for each warning.
   */
  lines(): string[] {
    const lines = [...this.#resources]
      .filter(([text]) => !this.#said.has(text))
      .map(([text, { size }]) => `${text} (${size} ${size === 1 ? "resource" : "resources"})`);
    for (const text of this.#resources.keys()) {
      this.#said.add(text);
    }
    this.#resources.clear();
    return lines;
  }
}
