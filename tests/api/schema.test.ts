import { expect } from "chai";
import { writeFileSync } from "node:fs";
import path from "node:path";
import { Analyzer } from "@pulumi/pulumi/provider/experimental/analyzer";
import { generateSchema } from "@pulumi/pulumi/provider/experimental/schema";
import { folderPerTest } from "../sandbox/engine/folders";
import { equalsGolden } from "../support/golden";

const root = path.join(__dirname, "..", "..");

/** What makes this repository a component package, with the source in the place of the build. */
const sourcePackage = {
  ...{ name: "steady-edge", version: "0.0.0" },
  main: path.join(root, "components/index.ts"),
};

const components = [
  "AlbOrigin",
  "ArgoAndTieredCache",
  "DnsRecords",
  "EdgeCertificate",
  "EdgeRules",
  "ExternalMonitors",
  "FailoverLoadBalancer",
  "HealthAlerts",
  "MaintenancePage",
  "OriginCertificate",
  "OriginFirewall",
  "OriginPulls",
  "PublicCertificate",
  "ResilientSite",
  "StrictTls",
  "WaitingRoom",
];

/** The settings of this repository for the components alone: the analyzer reads everything that the settings name. */
const settings = {
  extends: path.join(root, "tsconfig.json"),
  compilerOptions: { typeRoots: [path.join(root, "node_modules/@types")] },
  files: [sourcePackage.main],
  include: [],
};

describe("schema of the component package", () => {
  const folder = folderPerTest();

  it("has every component, its arguments and its outputs, as the golden file says", function () {
    this.timeout(120_000);
    writeFileSync(path.join(folder(), "tsconfig.json"), JSON.stringify(settings));
    const analyzer = new Analyzer(folder(), "steady-edge", sourcePackage, new Set(components));
    const found = analyzer.analyze();

    expect(Object.keys(found.components).sort()).to.deep.equal(components);
    const schema = generateSchema(
      "steady-edge",
      sourcePackage.version,
      "",
      found.components,
      found.typeDefinitions,
      found.dependencies,
    );
    equalsGolden("schema.json", `${JSON.stringify(schema, undefined, 2)}\n`);
  });
});
