import { expect } from "chai";
import { mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import path from "node:path";
import { folderPerTest } from "../sandbox/engine/folders";
import { formsOf, leaksInFolder, leaksInText } from "./scan";
import { secretMark } from "./secretMark";

describe("the scan for secrets", () => {
  const secret = 'a"b\\c/dé=+';
  const folder = folderPerTest();
  const hidingsOf = (text: string): Readonly<Record<string, readonly string[]>> => {
    const rest = [`${text}`, `x${text}yz`, `xx${text}`].map((each) => Buffer.from(each));
    return {
      plain: [text],
      json: [JSON.stringify({ text }), JSON.stringify(JSON.stringify({ text }))],
      url: [encodeURIComponent(text), `?q=${encodeURIComponent(text)}&r`],
      base64: rest.flatMap((bytes) => [bytes.toString("base64"), bytes.toString("base64url")]),
      hex: rest.map((bytes) => bytes.toString("hex")),
      utf16: [Buffer.from(`x${text}`, "utf16le").toString("latin1")],
    };
  };

  for (const [what, hidden] of [["a secret", secret] as const, ["the mark", secretMark] as const]) {
    for (const [form, texts] of Object.entries(hidingsOf(hidden))) {
      it(`finds ${what} where it is written as ${form}`, () => {
        for (const text of texts) {
          expect(leaksInText(`before ${text} behind`, [hidden]), text).to.include(form);
        }
      });
    }
  }

  it("finds none where there is none, and knows every form that is tried here", () => {
    expect(leaksInText("nothing here", [secret])).to.deep.equal([]);
    expect(Object.keys(formsOf(secret))).to.deep.equal(Object.keys(hidingsOf(secret)));
  });

  it("finds those in files, however deep, but not in programs nor behind links", () => {
    const file = path.join(folder(), "a/b/state.json");
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, `{ "token": ${JSON.stringify(secret)} }`);
    writeFileSync(path.join(folder(), "index.ts"), secret);
    writeFileSync(path.join(folder(), "other.json"), "{}");
    symlinkSync(path.dirname(file), path.join(folder(), "link"));
    expect(leaksInFolder(folder(), [secret])).to.deep.equal([{ file, form: "json" }]);
    expect(leaksInFolder(path.join(folder(), "nowhere"), [secret])).to.deep.equal([]);
  });
});
