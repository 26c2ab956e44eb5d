import { expect } from "chai";
import { readFileSync } from "node:fs";
import path from "node:path";
import { reviewAsHtml, reviewAsMarkdown, type Review } from "../../../checks/report";
import { readPlan } from "../../../model/plan/planFile";
import { cloudflare, goodSite, lets, siteSteps, world, type PicturedSite } from "./pictures";
import { planOf, reviewOf, reviewSteps, type Step } from "./plans";

const wholeChart = `flowchart LR
  subgraph b ["Before"]
    direction LR
    b1["visitors of www.example.com"]:::same
    b2(["TLS strict (changed)"]):::changed
    b3["load balancer www.example.com"]:::same
    b4["pool primary"]:::same
    b5["origin primary#45;a.elb.example.net"]:::same
    b6["firewall primary#45;edge (Cloudflare only, changed)"]:::changed
    b7["origin primary#45;b.elb.example.net"]:::same
    b8["pool backup"]:::same
    b9["origin backup#45;a.elb.example.net"]:::same
    b10["firewall backup#45;edge (Cloudflare only)"]:::same
    b11["origin backup#45;b.elb.example.net"]:::same
    b1 --> b2
    b2 --> b3
    b3 --> b4
    b4 --> b5
    b5 --> b6
    b4 --> b7
    b7 --> b6
    b3 --> b8
    b8 --> b9
    b9 --> b10
    b8 --> b11
    b11 --> b10
  end
  subgraph a ["After"]
    direction LR
    a1["visitors of www.example.com"]:::same
    a2(["TLS flexible (changed)"]):::changed
    a3["load balancer www.example.com"]:::same
    a4["pool primary"]:::same
    a5["origin primary#45;a.elb.example.net"]:::same
    a6["firewall primary#45;edge (open to the world, changed)"]:::changed
    a7["origin primary#45;b.elb.example.net"]:::same
    a8["pool backup"]:::same
    a9["origin backup#45;a.elb.example.net"]:::same
    a10["firewall backup#45;edge (Cloudflare only)"]:::same
    a11["origin backup#45;b.elb.example.net"]:::same
    a1 --> a2
    a2 --> a3
    a3 --> a4
    a4 --> a5
    a5 --> a6
    a4 --> a7
    a7 --> a6
    a3 --> a8
    a8 --> a9
    a9 --> a10
    a8 --> a11
    a11 --> a10
  end
  classDef same fill:#f6f8fa,stroke:#57606a,color:#1f2328
  classDef changed fill:#fff8c5,stroke:#9a6700,color:#1f2328
  classDef gone fill:#ffebe9,stroke:#cf222e,color:#1f2328,stroke-dasharray:5 3
  classDef new fill:#dafbe1,stroke:#1a7f37,color:#1f2328
  classDef amiss stroke:#cf222e,stroke-width:3px
  class a2,a6 amiss`;

const wholeSvg =
  `<svg role="img" aria-label="Path of the traffic, before and after" viewBox="0 0 303 202" width="303" height="202">
<g class="side">
<text class="side-title" x="12" y="20">Before</text>
<path class="edge" d="M77 57 C95 57 95 57 113 57"/>
<g class="node same">
<title>origin origin</title>
<rect x="12" y="34" width="65" height="46" rx="6"/>
<text class="kind" x="22" y="52">origin</text>
<text class="name" x="22" y="70">origin</text>
</g>
<g class="node changed">
<title>firewall web (Cloudflare only, changed)</title>
<rect x="113" y="25" width="178" height="64" rx="6"/>
<text class="kind" x="123" y="43">firewall (changed)</text>
<text class="state" x="123" y="61">Cloudflare only</text>
<text class="name" x="123" y="79">web</text>
</g>
</g>
<g class="side">
<text class="side-title" x="12" y="121">After</text>
<path class="edge" d="M77 158 C95 158 95 158 113 158"/>
<g class="node same">
<title>origin origin</title>
<rect x="12" y="135" width="65" height="46" rx="6"/>
<text class="kind" x="22" y="153">origin</text>
<text class="name" x="22" y="171">origin</text>
</g>
<g class="node changed amiss">
<title>firewall web (closed to Cloudflare, changed)</title>
<rect x="113" y="126" width="178" height="64" rx="6"/>
<text class="kind" x="123" y="144">firewall (changed)</text>
<text class="state" x="123" y="162">closed to Cloudflare</text>
<text class="name" x="123" y="180">web</text>
</g>
</g>
</svg>`.replaceAll("\n", "");

/** A record at Cloudflare's proxy. */
function proxiedRecord(content: string): Step {
  const type = content.includes(":") ? "AAAA" : "A";
  const own = { zoneId: "z", name: "w.example.com", type, content, proxied: true };
  return { op: "same", type: "record", name: "w", id: "w", old: own };
}

describe("the picture of the path before and after", () => {
  const opened: PicturedSite = {
    ...goodSite,
    lets: { primary: [...cloudflare, world], backup: cloudflare },
  };

  it("shows in Mermaid the firewall that opens and the mode that weakens, word by word", () => {
    const review = reviewSteps(siteSteps(goodSite, { ...opened, mode: "flexible" }));
    expect(chartOf(review)).to.equal(wholeChart);
  });

  it("draws the same in SVG, text by text", () => {
    const review = reviewSteps(siteSteps(goodSite, { ...opened, mode: "flexible" }));
    expect(boxesOf(review)).to.deep.equal([
      "same: visitors of | www.example.com",
      "changed: TLS (changed) | strict",
      "same: load balancer | www.example.com",
      "same: pool | primary",
      "same: pool | backup",
      "same: origin | primary-a.elb.example.net",
      "same: origin | primary-b.elb.example.net",
      "same: origin | backup-a.elb.example.net",
      "same: origin | backup-b.elb.example.net",
      "changed: firewall (changed) | Cloudflare only | primary-edge",
      "same: firewall | Cloudflare only | backup-edge",
      "same: visitors of | www.example.com",
      "changed amiss: TLS (changed) | flexible",
      "same: load balancer | www.example.com",
      "same: pool | primary",
      "same: pool | backup",
      "same: origin | primary-a.elb.example.net",
      "same: origin | primary-b.elb.example.net",
      "same: origin | backup-a.elb.example.net",
      "same: origin | backup-b.elb.example.net",
      "changed amiss: firewall (changed) | open to the world | primary-edge",
      "same: firewall | Cloudflare only | backup-edge",
    ]);
  });

  it("marks a firewall that goes and what comes, and a mode whose setting is only forgotten as the same", () => {
    const none = { mode: undefined, lets: { primary: cloudflare, backup: undefined } };
    const primary = "primary-edge, Cloudflare only, same";
    expect(told(reviewSteps(siteSteps(goodSite, none)))).to.deep.equal([
      ...["strict, same", primary, "backup-edge, Cloudflare only, gone"],
      ...["strict, same", primary],
    ]);
    expect(told(reviewSteps(siteSteps(none, goodSite)))).to.deep.equal([
      primary,
      ...["strict, new", primary, "backup-edge, Cloudflare only, new"],
    ]);
  });

  it("draws a firewall and its machine alone where the plan has no hostname, as exactly this SVG", () => {
    const file = path.join(__dirname, "../../corpus/plans/prefix-list-rule-removed.json");
    const page = reviewAsHtml([reviewOf(readPlan(readFileSync(file, "utf8")))]);
    expect(/<svg.*<\/svg>/s.exec(page)?.[0]).to.equal(wholeSvg);
  });

  it("sets firewalls beside origins of which the plan does not say what they stand on", () => {
    const review = reviewOf(planOf("origin-open.json"));
    expect(told(review).filter((text) => text.startsWith("vpc"))).to.deep.equal([
      "vpc-0a1b2c3d, part of Cloudflare only, changed",
      "vpc-0a1b2c3d, open to the world, changed",
    ]);
    const chart = chartOf(review).split("\n");
    expect(chart.filter((line) => /b15|a15/.test(line))).to.deep.equal([
      '    b15["firewall vpc#45;0a1b2c3d (part of Cloudflare only, changed)"]:::changed',
      "    b14 ~~~ b15",
      '    a15["firewall vpc#45;0a1b2c3d (open to the world, changed)"]:::changed',
      "    a14 ~~~ a15",
      "  class b15,a15 amiss",
    ]);
  });

  it("counts the firewalls of networks beyond the fourth, and draws the changed ones first", () => {
    const groups = ["a", "b", "c", "d", "e", "f"].map((name): Step => {
      const old = { vpcId: `vpc-${name}`, ingress: lets(cloudflare) };
      return name === "f"
        ? { ...{ op: "update", type: "group", name, old }, new: { ...old, ingress: lets([world]) } }
        : { op: "same", type: "group", name, old };
    });
    const after = reviewSteps([...groups, proxiedRecord("192.0.2.10")]).picture.after;
    expect(
      after.nodes.filter(({ kind }) => kind === "firewall").map(({ label, note }) => [label, note]),
    ).to.deep.equal([
      ["vpc-f", "open to the world"],
      ["vpc-a", "Cloudflare only"],
      ["vpc-b", "Cloudflare only"],
      ["vpc-c", "Cloudflare only"],
      ["2", "more"],
    ]);
  });

  it("connects a record with the firewall of the instance that has its address, by either way to write it", () => {
    const instance = {
      ...{ op: "same", type: "aws:ec2/instance:Instance", name: "web", id: "i-1" },
      old: { publicIp: "192.0.2.10", ipv6Addresses: ["2001:db8::1"], vpcSecurityGroupIds: ["sg"] },
    };
    const group = { ...{ op: "update", type: "group", name: "edge", id: "sg" } };
    const own = { old: { ingress: lets(cloudflare) }, new: { ingress: lets([]) } };
    for (const content of ["192.0.2.10", "2001:DB8:0::1"]) {
      const review = reviewSteps([instance, { ...group, ...own }, proxiedRecord(content)]);
      const { nodes, edges } = review.picture.after;
      expect(nodes.map(({ kind, note }) => `${kind} ${note}`)).to.deep.equal([
        "hostname ",
        "record ",
        "firewall closed to Cloudflare",
      ]);
      expect(edges.map(({ from, to }) => [from, to].map((id) => id.split(" ")[0]))).to.deep.equal([
        ["hostname", "record"],
        ["record", "firewall"],
      ]);
    }
  });

  it("names the port where a firewall is amiss at one of several", () => {
    const [own, other] = [443, 8443].map((port) => ({
      ...lets(cloudflare)[0],
      ...{ fromPort: port, toPort: port },
    }));
    const origins = [{ name: "a", address: "192.0.2.1", port: 8443 }];
    const balancer = { zoneId: "z", name: "b.example.com", proxied: true, defaultPools: ["p"] };
    const review = reviewSteps([
      { op: "same", type: "pool", name: "p", id: "p", old: { name: "p", origins } },
      { op: "same", type: "balancer", name: "b", old: { ...balancer, fallbackPool: "p" } },
      {
        ...{ op: "update", type: "group", name: "edge" },
        ...{
          old: { vpcId: "vpc-1", ingress: [own, other] },
          new: { vpcId: "vpc-1", ingress: [own] },
        },
      },
    ]);
    expect(told(review)).to.deep.equal([
      "vpc-1, Cloudflare only, changed",
      "vpc-1, closed to Cloudflare at port 8443, changed",
    ]);
  });

  it("leaves out a group that never lets Cloudflare in, and a picture in which nothing differs", () => {
    const inner = (cidr: string) => ({ vpcId: "vpc-1", ingress: lets([cidr]) });
    const step = { op: "update", type: "group", name: "db" };
    const steps = [proxiedRecord("192.0.2.1")];
    const closed = { ...step, old: inner("10.0.0.0/8"), new: inner("198.51.100.0/24") };
    expect(reviewSteps([...steps, closed]).picture.after.nodes).to.deep.equal([]);
    const tags = { ...inner(world), tags: { team: "edge" } };
    const same = { ...step, old: inner(world), new: tags };
    expect(reviewSteps([...steps, same]).picture.after.nodes).to.deep.equal([]);
  });

  it("calls a mode that is not known yet so, and marks an origin that is switched off", () => {
    const setting = (value: unknown) => ({ zoneId: "z", settingId: "ssl", value });
    const unknown = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";
    const review = reviewSteps([
      proxiedRecord("192.0.2.1"),
      { op: "update", type: "setting", name: "ssl", old: setting("strict"), new: setting(unknown) },
    ]);
    expect(told(review)).to.deep.equal(["strict, changed", "not known yet, changed"]);
    const site = siteSteps(goodSite, goodSite).map((step): Step => {
      const [first, ...rest] = (step.old as { origins?: object[] }).origins ?? [];
      const origins = [{ ...first, enabled: false }, ...rest];
      return step.name === "backup"
        ? { ...step, op: "update", new: { ...step.old, origins } }
        : step;
    });
    const { nodes } = reviewSteps(site).picture.after;
    expect(
      nodes.filter(({ mark }) => mark === "changed").map(({ label, note }) => [label, note]),
    ).to.deep.equal([
      ["backup", ""],
      ["backup-a.elb.example.net", "off"],
    ]);
  });

  const states: readonly (readonly [words: string, lets: readonly string[], amiss: boolean])[] = [
    ["Cloudflare only", [...cloudflare, "10.0.0.0/8"], false],
    ["Cloudflare only", cloudflare.filter((range) => !range.includes(":")), false],
    ["Cloudflare and others", [...cloudflare, "198.51.0.0/16"], true],
    ["open to the world", ["0.0.0.0/1", "128.0.0.0/1"], true],
    ["open to the world", ["::/0"], true],
    ["part of Cloudflare only", cloudflare.slice(1), true],
    ["part of Cloudflare, and others", [...cloudflare.slice(1), "198.51.0.0/16"], true],
    ["closed to Cloudflare", [], true],
    ["closed to Cloudflare", ["198.51.0.0/16"], true],
  ];
  for (const [words, lets, amiss] of states) {
    it(`says "${words}" of a group that lets in ${lets.length} ranges, ${lets.at(-1) ?? "none"} the last`, () => {
      const now = { ...goodSite, lets: { primary: lets, backup: cloudflare } };
      const { nodes } = reviewSteps(siteSteps(opened, now)).picture.after;
      const firewalls = nodes.filter(({ kind }) => kind === "firewall");
      expect(firewalls.map((node) => [node.label, node.note, node.amiss, node.mark])).to.deep.equal(
        [
          ["primary-edge", words, amiss, "changed"],
          ["backup-edge", "Cloudflare only", false, "same"],
        ],
      );
    });
  }
});

function chartOf(review: Review): string {
  return /```mermaid\n([^`]*)\n```/.exec(reviewAsMarkdown([review]))?.[1] ?? "";
}

/** What stands in the boxes of the page, each with its marks. */
function boxesOf(review: Review): string[] {
  const page = reviewAsHtml([review]);
  const boxes = page.matchAll(/<g class="node ([a-z ]+)">.*?<\/g>/g);
  return [...boxes].map(([box, marks]) => {
    const texts = [...box.matchAll(/<text[^>]*>([^<]*)<\/text>/g)].map(([, text]) => text);
    return `${marks}: ${texts.join(" | ")}`;
  });
}

/** The firewalls and modes of both sides, with what became of them. */
function told({ picture }: Review): string[] {
  return [picture.before, picture.after].flatMap(({ nodes }) =>
    nodes
      .filter(({ kind }) => kind === "firewall" || kind === "edge")
      .map(({ label, note, mark }) => [label, note, mark].filter(Boolean).join(", ")),
  );
}
