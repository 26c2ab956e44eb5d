import { expect } from "chai";
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";

const tests = path.join(__dirname, "..");

describe("tests that a machine cannot run", () => {
  it("are left out in one way, which says why", () => {
    const skipping = readdirSync(tests, { recursive: true, encoding: "utf8" })
      .filter((name) => name.endsWith(".ts") && name !== path.join("lint", "skips.test.ts"))
      .filter((name) =>
        /(?:\bthis|\btest|\bcontext|\bit|\bdescribe)\.skip\(|\bx(?:it|describe)\(/.test(
          readFileSync(path.join(tests, name), "utf8"),
        ),
      );
    expect(skipping).to.deep.equal([path.join("support", "skipped.ts")]);
  });
});
