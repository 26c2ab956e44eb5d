import { expect } from "chai";
import { existsSync, renameSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { DeployedProject, up } from "./deployedProject";
import { withPassphrases } from "./sharedWork";

describe("the command, given a bad account or state", () => {
  const deployed = new DeployedProject(withPassphrases);

  const accounts: Readonly<
    Record<string, readonly [(text: string) => string, place: string, says: string]>
  > = {
    "of another version": [
      (text) => text.replace('"version":1', '"version":99'),
      "",
      "must be of version 1, the one that this release reads; got version 99",
    ],
    "of another kind": [
      () => '{"name":"package"}\n',
      "",
      "must be an account file of the sandbox; got another kind of file",
    ],
    "with a broken line": [
      (text) => text.replace("\n{", "\nnot JSON\n{"),
      ":2",
      "must be one JSON object; got something else",
    ],
  };
  for (const [what, [change, place, says]] of Object.entries(accounts)) {
    it(`leaves an account file ${what} as it is, with a way out`, () =>
      deployed.changed(deployed.account, change, () =>
        deployed.refuses(up, undefined, [
          `${deployed.account}${place} ${says}. Move the file away (or delete it, and the stack's state with it) and start ` +
            "again with an empty account",
        ]),
      ));
  }

  it("leaves a state that was cut off as it is, and names the one of before", () =>
    deployed.changed(
      deployed.state,
      (text) => text.slice(0, text.length / 2),
      () =>
        deployed.refuses(up, undefined, [
          `${deployed.state} must be the state of a stack, as the engine writes it; got a broken file or another one. ` +
            `Put ${deployed.state}.bak in its place, which is the state of before, or delete the whole folder of this ` +
            "sandbox and start again with an empty account",
        ]),
    ));

  const passphraseProblem = (actual: string): string => {
    const sandbox = path.dirname(deployed.account);
    return (
      `${path.join(sandbox, "passphrase")} must be the passphrase that the sandbox's stacks were made with; got ${actual}. ` +
      `Put it back, or delete the folder ${sandbox} to begin anew with an empty account`
    );
  };

  it("says so where the passphrase of the sandbox is another one", () =>
    deployed.changed(
      path.join(path.dirname(deployed.account), "passphrase"),
      () => "another",
      () => deployed.refuses(up, undefined, [passphraseProblem("another one")]),
    ));

  it("makes no other passphrase where that of the sandbox is lost", async () => {
    const file = path.join(path.dirname(deployed.account), "passphrase");
    renameSync(file, `${file}.away`);
    try {
      await deployed.refuses(["sandbox", "preview"], undefined, [
        passphraseProblem("no such file"),
      ]);
      expect(existsSync(file)).to.equal(false);
    } finally {
      renameSync(`${file}.away`, file);
    }
  });

  it("says which run is under way where two come at once", async () => {
    writeFileSync(`${deployed.account}.lock`, `${process.pid}`);
    try {
      await deployed.refuses(up, undefined, [
        `${deployed.account} must be used by one process at a time; got one in use by process ${process.pid}. Wait until that ` +
          "run has ended, or give this run an account file of its own",
      ]);
    } finally {
      rmSync(`${deployed.account}.lock`);
    }
  });

  it("has nothing to do afterwards, for nothing was lost", () => deployed.isAsBefore());
});
