import { expect } from "chai";
import { outputsIn } from "../../../../sandbox/engine/workspace/stackOutputs";

const secret = {
  "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270",
  ciphertext: "djE6aHVzaA==",
};
const asset = {
  "4dabf18193072939515e22adb298388d": "c44067f5952c0a294b673a41bacd8c17",
  text: "",
  hash: "e3b0c442",
};

function stateOf(resources: readonly object[] | undefined): unknown {
  return { version: 3, checkpoint: { stack: "organization/demo/dev", latest: { resources } } };
}

describe("the outputs in a stack's state", () => {
  it("are those of the stack, secrets masked wherever they stand", () => {
    const outputs = {
      plain: "text",
      number: 0,
      nothing: null,
      token: secret,
      list: [secret, 1, [secret]],
      nested: { token: secret, other: { __proto: true } },
      asset,
    };
    const resources = [
      { type: "pulumi:providers:cloudflare", outputs: { apiToken: secret } },
      { type: "pulumi:pulumi:Stack", outputs },
      { type: "cloudflare:index/dnsRecord:DnsRecord", outputs: { name: "www" } },
    ];
    expect(outputsIn(stateOf(resources))).to.deep.equal({
      plain: "text",
      number: 0,
      nothing: null,
      token: "[secret]",
      list: ["[secret]", 1, ["[secret]"]],
      nested: { token: "[secret]", other: { __proto: true } },
      asset,
    });
  });

  it("are none before anything is deployed, and where the stack has none", () => {
    expect(outputsIn(stateOf(undefined))).to.deep.equal({});
    expect(outputsIn(stateOf([]))).to.deep.equal({});
    expect(outputsIn(stateOf([{ type: "pulumi:pulumi:Stack" }]))).to.deep.equal({});
    expect(
      outputsIn(stateOf([{ type: "cloudflare:index/zone:Zone", outputs: { name: "a.example" } }])),
    ).to.deep.equal({});
  });

  it("keep a name that objects have by themselves", () => {
    const outputs = JSON.parse('{ "__proto__": { "a": 1 }, "constructor": 2 }') as object;
    const found = outputsIn(stateOf([{ type: "pulumi:pulumi:Stack", outputs }]));
    expect(JSON.stringify(found)).to.equal('{"__proto__":{"a":1},"constructor":2}');
  });
});
