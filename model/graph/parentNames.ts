import { parentHostnames } from "../../core/hostnames";

/** The names beneath which something stands. */
export class ParentNames {
  private readonly children = new Map<string, number>();

  /**
   * Counts what stands beneath each name.
   * @param hostnames - The name of each thing that stands.
   */
  constructor(hostnames: Iterable<string>) {
    for (const hostname of hostnames) {
      this.count(hostname, 1);
    }
  }

  /**
   * Whether something stands beneath a name.
   * @param hostname - The name.
   */
  has(hostname: string): boolean {
    return this.children.has(hostname);
  }

  /**
   * Counts one thing that comes to stand, or falls.
   * @param hostname - Its name.
   * @param change - 1 where it comes, -1 where it falls.
   */
  count(hostname: string, change: 1 | -1): void {
    for (const parent of parentHostnames(hostname)) {
      const left = (this.children.get(parent) ?? 0) + change;
      if (left > 0) {
        this.children.set(parent, left);
      } else {
        this.children.delete(parent);
      }
    }
  }
}
