import { expect } from "chai";
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { NoPython, pythonWith } from "./environment";

/** A Python that notes what it was asked for; the folder of an environment gets itself as its Python. */
const fakePython = (calls: string, pipEndsWith: number): string => `#!/bin/sh
echo "$1 $2 $3" >> ${calls}
if [ "$2" = venv ]; then mkdir -p "$3/bin" && cp "$0" "$3/bin/python"; exit; fi
echo 'ERROR: no such package'; exit ${pipEndsWith}
`;

describe("a Python for tests", () => {
  let folder: string;
  let environment: NodeJS.ProcessEnv;

  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), "steady-edge-python-"));
    mkdirSync(path.join(folder, "bin"));
    environment = {
      STEADY_EDGE_HOME: path.join(folder, "home"),
      PATH: `${path.join(folder, "bin")}:/usr/bin:/bin`,
    };
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  const calls = (): string[] =>
    readFileSync(path.join(folder, "calls"), "utf8").trimEnd().split("\n");
  const install = (pipEndsWith: number): void => {
    const python = path.join(folder, "bin", "python3");
    writeFileSync(python, fakePython(path.join(folder, "calls"), pipEndsWith));
    chmodSync(python, 0o755);
  };

  it("is made once, whoever asks at the same time", async () => {
    install(0);
    const [one, other] = await Promise.all([
      pythonWith("moto", environment),
      pythonWith("moto", environment),
    ]);
    expect(one).to.equal(other);
    expect(await pythonWith("moto", environment)).to.equal(one);
    expect(calls()).to.deep.equal([`-m venv ${path.dirname(one)}`, "-m pip install"]);
  });

  it("is said to be missing, with the reason, and is tried again the next time", async () => {
    const nowhere = { ...environment, PATH: path.join(folder, "bin") };
    await expect(pythonWith("moto", nowhere)).to.be.rejectedWith(
      NoPython,
      /^there is no python3 here \(ENOENT\)$/,
    );
    install(1);
    for (const times of [1, 2]) {
      await expect(pythonWith("moto", environment)).to.be.rejectedWith(
        NoPython,
        /^`python -m pip install` failed: ERROR: no such package$/,
      );
      expect(calls()).to.have.lengthOf(2 * times);
    }
  });
});
