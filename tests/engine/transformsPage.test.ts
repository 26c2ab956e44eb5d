import { expect } from "chai";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { packageFile } from "../../sandbox/engine";
import { openProject, startCloud } from "../../sandbox/testing";
import { fencedBlocks } from "../support/markdown";
import { linkPackage, writeFiles } from "./engineProjects";

const pool = "cloudflare:index/loadBalancerPool:LoadBalancerPool";

describe("the program that docs/transforms.md shows, on a real engine", () => {
  const folder = mkdtempSync(path.join(tmpdir(), "steady-edge-transforms-page-"));
  after(() => rmSync(folder, { recursive: true, force: true }));

  it("sets what no argument offers, reads it from a child, and changes nothing the second time", async () => {
    expect(
      existsSync(packageFile("dist/components/index.js")),
      "run `npm run build` first",
    ).to.equal(true);
    const [program, ...others] = fencedBlocks("docs/transforms.md");
    expect([program?.mark, others]).to.deep.equal(["ts", []]);
    writeFiles(folder, {
      "Pulumi.yaml": "name: shop\nruntime: nodejs\nmain: index.ts\n",
      "package.json": '{ "name": "shop", "version": "1.0.0" }\n',
      "index.ts": program?.text ?? "",
    });
    linkPackage(folder);
    const cloud = await startCloud();
    const stack = await openProject(cloud, folder);
    try {
      expect((await stack.up()).changes).to.deep.equal({ create: 27 });
      expect(
        cloud.account.ofType(pool).map(({ properties }) => properties.notificationEmail),
      ).to.deep.equal(["web-team@example.com", "web-team@example.com"]);
      expect(await stack.outputs()).to.deep.equal({ toldAbout: "web-team@example.com" });
      expect((await stack.preview({ refresh: true })).changes).to.deep.equal({});
    } finally {
      await stack.close();
      await cloud.stop();
    }
  });
});
