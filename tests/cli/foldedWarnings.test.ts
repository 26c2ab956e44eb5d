import { expect } from "chai";
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
      expect(warnings.keep(diagnostic("warning", left, urn))).to.equal(true);
    }
    expect(warnings.keep(diagnostic("warning", "warning: old\n", "a"))).to.equal(true);
    expect(warnings.lines()).to.deep.equal([
      "warning: it stays (2 resources)",
      "warning: old (1 resource)",
    ]);
    expect(warnings.lines()).to.deep.equal([]);
    warnings.keep(diagnostic("warning", left, "c"));
    warnings.keep(diagnostic("warning", "warning: new", "c"));
    expect(warnings.lines()).to.deep.equal(["warning: new (1 resource)"]);
  });

  it("leave alone what is about the run, and errors", () => {
    const warnings = new FoldedWarnings();
    expect(warnings.keep(diagnostic("warning", "an old plugin"))).to.equal(false);
    expect(warnings.keep(diagnostic("warning", "an old plugin", ""))).to.equal(false);
    expect(warnings.keep(diagnostic("info#err", "printed", "a"))).to.equal(false);
    expect(warnings.keep(diagnostic("error", "it broke", "a"))).to.equal(false);
    expect(warnings.keep({} as EngineEvent)).to.equal(false);
    expect(warnings.lines()).to.deep.equal([]);
  });
});
