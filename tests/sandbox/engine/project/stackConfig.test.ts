import { expect } from "chai";
import { secretStandIn } from "../../../../sandbox/engine";
import { inlineSettings, sandboxSettings } from "../../../../sandbox/engine/project/stackConfig";

describe("the settings of a stack in the sandbox", () => {
  const seal = (texts: readonly string[]): Promise<string[]> =>
    Promise.resolve(texts.map((text) => `sealed(${text})`));
  const ours = { encryptionsalt: "v1:ours" };
  const noSeal = (): Promise<string[]> => expect.fail("nothing is to be sealed");

  it("keep the configuration and have the sandbox's own key, whatever the project's was", async () => {
    const own = {
      encryptionsalt: "v1:theirs",
      secretsprovider: "awskms://alias/key",
      encryptedkey: "theirs",
      config: { "site:a": "b", "site:list": [1, { c: true }, null] },
    };
    expect(await sandboxSettings(own, ours, noSeal)).to.deep.equal({
      settings: { ...ours, config: own.config },
      secrets: [],
    });
  });

  it("replace every secret, at any depth, by a stand-in that is a secret too", async () => {
    const secure = { secure: "v1:theirs" };
    const own = {
      config: { "site:token": secure, "site:hooks": { ops: [{ url: secure, on: 1 }] } },
    };
    const standIn = { secure: `sealed(${secretStandIn})` };
    expect(await sandboxSettings(own, ours, seal)).to.deep.equal({
      settings: {
        ...ours,
        config: { "site:token": standIn, "site:hooks": { ops: [{ url: standIn, on: 1 }] } },
      },
      secrets: ["site:token", "site:hooks.ops[0].url"],
    });
  });

  it("are empty where the project configures nothing", async () => {
    expect(await sandboxSettings({}, ours, noSeal)).to.deep.equal({
      settings: { ...ours, config: {} },
      secrets: [],
    });
  });

  it("seal the secrets of an inline program, in their places", async () => {
    const config = { "a:x": "1", "a:y": { secret: "two" }, "a:z": { secret: "three" } };
    expect(await inlineSettings(config, ours, seal)).to.deep.equal({
      ...ours,
      config: {
        "a:x": "1",
        "a:y": { secure: "sealed(two)" },
        "a:z": { secure: "sealed(three)" },
      },
    });
  });
});
