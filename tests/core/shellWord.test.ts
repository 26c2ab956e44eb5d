import { expect } from "chai";
import { spawnSync } from "node:child_process";
import { shellWord } from "../../core/shellWord";

describe("a word of a shell", () => {
  const words: Readonly<Record<string, string>> = {
    "/tmp/token": "/tmp/token",
    "a folder/token": "'a folder/token'",
    'Bob\'s $(id) `x` "y" \\': `'Bob'\\''s $(id) \`x\` "y" \\'`,
    "": "''",
    "a\nb": "'a\nb'",
  };
  for (const [text, word] of Object.entries(words)) {
    it(`is ${JSON.stringify(word)} for ${JSON.stringify(text)}, and a shell reads it so`, () => {
      expect(shellWord(text)).to.equal(word);
      const { stdout } = spawnSync("sh", ["-c", `printf %s "$(printf %s ${word})"`], {
        encoding: "utf8",
      });
      expect(stdout).to.equal(text);
    });
  }
});
