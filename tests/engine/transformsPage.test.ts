import assert from "node:assert/strict";
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
    assert.ok(existsSync(packageFile("dist/components/index.js")), "run `npm run build` first");
    const [program, ...others] = fencedBlocks("docs/transforms.md");
    assert.deepEqual([program?.mark, others], ["ts", []]);
    writeFiles(folder, {
      "Pulumi.yaml": "name: shop\nruntime: nodejs\nmain: index.ts\n",
      "package.json": '{ "name": "shop", "version": "1.0.0" }\n',
      "index.ts": program?.text ?? "",
    });
    linkPackage(folder);
    const cloud = await startCloud();
    const stack = await openProject(cloud, folder);
    try {
      assert.deepEqual((await stack.up()).changes, { create: 27 });
      assert.deepEqual(
        cloud.account.ofType(pool).map(({ properties }) => properties.notificationEmail),
        ["web-team@example.com", "web-team@example.com"],
      );
      assert.deepEqual(await stack.outputs(), { toldAbout: "web-team@example.com" });
      assert.deepEqual((await stack.preview({ refresh: true })).changes, {});
    } finally {
      await stack.close();
      await cloud.stop();
    }
  });
});
