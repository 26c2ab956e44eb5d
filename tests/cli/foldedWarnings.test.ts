import assert from "node:assert/strict";
import { FoldedWarnings } from "../../cli/foldedWarnings";
import type { EngineEvent } from "../../sandbox/engine";

function diagnostic(severity: string, message: string, urn?: string): EngineEvent {
  return { diagnosticEvent: { severity, message, urn } } as unknown as EngineEvent;
}

describe("warnings about resources", () => {
  it("are said once each, with the number of resources, and not again in the up", () => {
    const warnings = new FoldedWarnings();
    const left = "<{%fg 3%}>warning: it stays<{%reset%}>\n";
    for (const urn of ["a", "b", "b"]) {
      assert.equal(warnings.keep(diagnostic("warning", left, urn)), true);
    }
    assert.equal(warnings.keep(diagnostic("warning", "warning: old\n", "a")), true);
    assert.deepEqual(warnings.lines(), [
      "warning: it stays (2 resources)",
      "warning: old (1 resource)",
    ]);
    assert.deepEqual(warnings.lines(), []);
    warnings.keep(diagnostic("warning", left, "c"));
    warnings.keep(diagnostic("warning", "warning: new", "c"));
    assert.deepEqual(warnings.lines(), ["warning: new (1 resource)"]);
  });

  it("leave alone what is about the run, and errors", () => {
    const warnings = new FoldedWarnings();
    assert.equal(warnings.keep(diagnostic("warning", "an old plugin")), false);
    assert.equal(warnings.keep(diagnostic("warning", "an old plugin", "")), false);
    assert.equal(warnings.keep(diagnostic("info#err", "printed", "a")), false);
    assert.equal(warnings.keep(diagnostic("error", "it broke", "a")), false);
    assert.equal(warnings.keep({} as EngineEvent), false);
    assert.deepEqual(warnings.lines(), []);
  });
});
