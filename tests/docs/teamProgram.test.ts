import { expect } from "chai";
import { readFileSync } from "node:fs";
import ts from "typescript";
import { packageFile } from "../../sandbox/engine";
import { fencedBlocks } from "../support/markdown";

const page = "docs/team.md";

/** What the compiler says to programs that stand in this repository's folder, by their names. */
function errorsOf(programs: Readonly<Record<string, string>>): Record<string, string[]> {
  const { config } = ts.readConfigFile(packageFile("tsconfig.json"), (name) =>
    ts.sys.readFile(name),
  ) as {
    config: { compilerOptions: object };
  };
  const { options } = ts.convertCompilerOptionsFromJson(config.compilerOptions, packageFile("."));
  const texts = new Map(Object.entries(programs).map(([name, text]) => [packageFile(name), text]));
  const host = ts.createCompilerHost(options);
  const getSourceFile = host.getSourceFile.bind(host);
  host.getSourceFile = (name, language, ...more) => {
    const text = texts.get(name);
    return text === undefined
      ? getSourceFile(name, language, ...more)
      : ts.createSourceFile(name, text, language, true);
  };
  const program = ts.createProgram([...texts.keys()], options, host);
  return Object.fromEntries(
    Object.keys(programs).map((name) => [
      name,
      ts
        .getPreEmitDiagnostics(program, program.getSourceFile(packageFile(name)))
        .map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, "\n")),
    ]),
  );
}

describe("the program for Pulumi Deployments that docs/team.md shows", function () {
  this.timeout(300_000);

  it("has the types of @pulumi/pulumiservice, of the version that the page names; misspelt, it has not", () => {
    const programs = fencedBlocks(page).filter(({ mark }) => mark === "ts");
    expect(programs).to.have.lengthOf(1);
    const [{ text = "" } = {}] = programs;
    const manifest = packageFile("node_modules/@pulumi/pulumiservice/package.json");
    const { version } = JSON.parse(readFileSync(manifest, "utf8")) as { version: string };
    expect(readFileSync(packageFile(page), "utf8")).to.contain(
      `\`@pulumi/pulumiservice\` ${version};`,
    );
    const {
      "shown.ts": shown,
      "misspelt.ts": misspelt,
      "wrong.ts": wrong,
    } = errorsOf({
      "shown.ts": text,
      "misspelt.ts": text.replace("roleARN", "roleArn"),
      "wrong.ts": text.replace('["npm ci"]', '"npm ci"'),
    });
    expect(shown).to.deep.equal([]);
    expect(misspelt).to.have.lengthOf(1);
    expect(misspelt?.[0]).to.contain("'roleArn' does not exist in type");
    expect(wrong).to.have.lengthOf(1);
    expect(wrong?.[0]).to.contain("Type 'string' is not assignable to type 'Input<");
  });
});
