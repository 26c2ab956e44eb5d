import { assert, expect } from "chai";
import { execFileSync } from "node:child_process";
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { describeProblem } from "../../../../core/problem";
import { nearestName } from "../../../../core/nearestName";
import { readProject, readStackSettings } from "../../../../sandbox/engine";
import { SandboxError } from "../../../../sandbox/errors";
import { folderPerTest } from "../folders";

describe("a project on disk", () => {
  const folder = folderPerTest();
  const write = (name: string, text: string): void => {
    mkdirSync(path.dirname(path.join(folder(), name)), { recursive: true });
    writeFileSync(path.join(folder(), name), text);
  };
  const rejects = (read: () => unknown, sentence: string): void => {
    expect(read)
      .to.throw()
      .that.satisfies((error: unknown) => {
        assert.instanceOf(error, SandboxError);
        expect(error.problems.map(describeProblem)).to.deep.equal([sentence]);
        return true;
      });
  };
  const settings = (stack: string) => readStackSettings(readProject(folder()), stack);

  it("is read from Pulumi.yaml, with the folder of its stacks", () => {
    write("Pulumi.yaml", "name: site\nruntime: nodejs\nstackConfigDir: stacks\n");
    expect(readProject(folder())).to.deep.equal({
      directory: folder(),
      name: "site",
      stackDirectory: path.join(folder(), "stacks"),
      settings: { name: "site", runtime: "nodejs", stackConfigDir: "stacks" },
    });
  });

  it("keeps its stacks beside Pulumi.yaml unless told otherwise", () => {
    write("Pulumi.yaml", "name: site\nruntime: nodejs\n");
    expect(readProject(folder()).stackDirectory).to.equal(folder());
  });

  it("rejects a folder without one", () => {
    rejects(
      () => readProject(folder()),
      `--dir must be a folder with a Pulumi.yaml; got "${folder()}". ` +
        "Run the command in the folder of a Pulumi project, or name that folder",
    );
  });

  it("rejects one without a name", () => {
    write("Pulumi.yaml", "runtime: nodejs\n");
    rejects(
      () => readProject(folder()),
      `${folder()}/Pulumi.yaml: name must be the project's name: 1 to 100 letters, digits, dots, hyphens and ` +
        "underscores; got nothing",
    );
  });

  const projects: Readonly<Record<string, readonly [text: string, says: string]>> = {
    "without a language": [
      "name: site\n",
      ": runtime must name a language; got nothing. Write runtime: nodejs",
    ],
    "whose language has no name": [
      "name: site\nruntime: { options: {} }\n",
      ': runtime must name a language; got {"options":{}}. Write runtime: nodejs',
    ],
    "with a name that the engine refuses": [
      "name: my site\nruntime: nodejs\n",
      ": name must be the project's name: 1 to 100 letters, digits, dots, hyphens and underscores; " +
        'got "my site"',
    ],
    "whose program is no path": [
      "name: site\nruntime: nodejs\nmain: 5\n",
      ": main must be a path; got 5",
    ],
    "whose program is not there": [
      "name: site\nruntime: nodejs\nmain: nowhere.js\n",
      ': main must be a file or a folder that is there; got "nowhere.js". Write its path from the folder of Pulumi.yaml',
    ],
    "whose folder of stacks is no path": [
      "name: site\nruntime: nodejs\nstackConfigDir: [a]\n",
      ': stackConfigDir must be a path; got ["a"]',
    ],
    "of several documents": [
      "name: site\n---\nname: other\n",
      ":2:1 must be valid YAML; got several documents in one file",
    ],
    "that is no UTF-8": [
      "\uFFFDUTF-16",
      " must be text in UTF-8; got other bytes. Save it again as UTF-8",
    ],
  };
  for (const [what, [text, says]] of Object.entries(projects)) {
    it(`rejects one ${what}`, () => {
      write("Pulumi.yaml", "");
      const bytes = text.startsWith("\uFFFD")
        ? Buffer.from(`\uFEFF${text.slice(1)}`, "utf16le")
        : text;
      writeFileSync(path.join(folder(), "Pulumi.yaml"), bytes);
      rejects(() => readProject(folder()), `${folder()}/Pulumi.yaml${says}`);
    });
  }

  it("takes one whose program is a file or a folder", () => {
    write("program/index.js", "");
    for (const main of ["program", "./program/index.js", path.join(folder(), "program")]) {
      write("Pulumi.yaml", `name: site\nruntime: nodejs\nmain: ${main}\n`);
      expect(readProject(folder()).name).to.equal("site");
    }
  });

  it("takes one with a mark of its byte order and the line ends of Windows", () => {
    write("Pulumi.yaml", "\uFEFFname: site\r\nruntime: nodejs\r\n");
    expect(readProject(folder()).name).to.equal("site");
  });

  it("rejects a folder in the place of a file", () => {
    mkdirSync(path.join(folder(), "Pulumi.yaml"));
    rejects(
      () => readProject(folder()),
      `${folder()}/Pulumi.yaml must be a file that can be read; got a folder`,
    );
  });

  it("rejects a pipe, more than 8 MiB and endless nesting in the place of a file", () => {
    write("Pulumi.yaml", "name: site\nruntime: nodejs\n");
    const file = path.join(folder(), "Pulumi.dev.yaml");
    execFileSync("mkfifo", [file]);
    rejects(
      () => settings("dev"),
      `${file} must be a file of at most 8 MiB; got a pipe or a device`,
    );
    rmSync(file);
    write("Pulumi.dev.yaml", "# ".repeat(2 ** 22 + 1));
    rejects(() => settings("dev"), `${file} must be a file of at most 8 MiB; got more`);
    for (const nesting of ["[", "- ", '{"a":']) {
      write("Pulumi.dev.yaml", nesting.repeat(20_000));
      rejects(() => settings("dev"), `${file} must be nested at most 100 levels deep; got more`);
    }
  });

  it("rejects malformed YAML with its place", () => {
    write("Pulumi.yaml", "name: site\nruntime: nodejs\n");
    write("Pulumi.dev.yaml", 'config:\n  a: "open\n');
    rejects(
      () => settings("dev"),
      `${folder()}/Pulumi.dev.yaml:3:1 must be valid YAML; got Missing closing "quote`,
    );
  });

  it("rejects settings that are no map", () => {
    write("Pulumi.yaml", "name: site\nruntime: nodejs\n");
    write("Pulumi.dev.yaml", "- a\n");
    rejects(() => settings("dev"), `${folder()}/Pulumi.dev.yaml must hold a map; got ["a"]`);
  });

  it("gives the settings of a stack", () => {
    write("Pulumi.yaml", "name: site\nruntime: nodejs\nstackConfigDir: stacks\n");
    write("stacks/Pulumi.dev.yaml", "config:\n  site:a: b\n");
    write("stacks/Pulumi.empty.yml", "");
    expect(settings("dev")).to.deep.equal({ config: { "site:a": "b" } });
    expect(settings("empty")).to.deep.equal({});
  });

  it("takes any stack where none is configured", () => {
    write("Pulumi.yaml", "name: site\nruntime: nodejs\n");
    expect(settings("anything")).to.deep.equal({});
  });

  it("rejects an unknown stack, naming the nearest known one", () => {
    write("Pulumi.yaml", "name: site\nruntime: nodejs\n");
    for (const stack of ["production", "dev", "staging"]) {
      write(`Pulumi.${stack}.yaml`, "");
    }
    const known = "--stack must be one of dev, production, staging";
    rejects(() => settings("stagign"), `${known}; got "stagign". Did you mean staging?`);
    rejects(() => settings("prod"), `${known}; got "prod". Did you mean production?`);
    rejects(
      () => settings("europe-west"),
      `${known}; got "europe-west". Add ${folder()}/Pulumi.europe-west.yaml to make it known`,
    );
  });

  it("rejects a name that cannot be a stack's", () => {
    write("Pulumi.yaml", "name: site\nruntime: nodejs\n");
    for (const stack of ["", "../etc", "a b", "a".repeat(101)]) {
      expect(() => settings(stack))
        .to.throw(/^--stack must be 1 to 100 letters/)
        .that.includes({ name: "SandboxError" });
    }
  });
});

describe("the nearest name", () => {
  it("is none where nothing is near", () => {
    expect(nearestName("zebra", ["dev", "production"])).to.equal(undefined);
    expect(nearestName("", ["dev"])).to.equal(undefined);
    expect(nearestName("dev", [])).to.equal(undefined);
  });
});
