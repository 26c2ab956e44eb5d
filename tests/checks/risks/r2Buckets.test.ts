import { otherTypes } from "../../../facts/resourceTypes";
import { modelTypes } from "../../../model/graph/resourceTypes";
import { becomes, comes, goes, same, type Step } from "../report/plans";
import { judgesAsExpected, www, zoneId } from "./strangersPlans";

const { r2Cors, r2Lifecycle } = modelTypes;
const host = "static.example.com";
const domain = (more: object = {}): Step =>
  same(otherTypes.r2CustomDomain, "static", {
    ...{ accountId: "a", zoneId, bucketName: "static", domain: host, enabled: true, ...more },
  });
const day = 86_400;
const deletes = (prefix: string | undefined, days: number, more: object = {}): object => ({
  ...{ id: `${prefix} after ${days}`, enabled: true, conditions: { prefix } },
  ...{ deleteObjectsTransition: { condition: { type: "Age", maxAge: days * day } }, ...more },
});
const lifecycle = (...rules: readonly object[]): object => ({
  ...{ accountId: "a", bucketName: "static", rules },
});
const cors = (...origins: readonly string[]): object => ({
  ...{ accountId: "a", bucketName: "static" },
  rules: [{ allowed: { origins, methods: ["GET"] } }],
});
const [site, app] = ["https://www.example.com", "https://app.example.com"] as const;
const served = [www, domain()] as const;
const gone = [`high edge-service-lost ${host}`];
const refused = [`medium answer-header-changed ${host}`];

describe("the risks of buckets of R2", () => {
  judgesAsExpected([
    [
      "one that serves a hostname comes to delete all that is old",
      [...served, comes(r2Lifecycle, "own", lifecycle(deletes("", 30)))],
      gone,
    ],
    [
      "its rule loses its prefix",
      [
        ...served,
        becomes(
          r2Lifecycle,
          "own",
          lifecycle(deletes("tmp/", 30)),
          lifecycle(deletes(undefined, 30)),
        ),
      ],
      gone,
    ],
    [
      "its rule is for temporary files",
      [...served, comes(r2Lifecycle, "own", lifecycle(deletes("tmp/", 30)))],
      [`low edge-service-lost ${host}`],
    ],
    [
      "its rule keeps what it kept, and for longer",
      [
        ...served,
        becomes(r2Lifecycle, "own", lifecycle(deletes("", 30)), lifecycle(deletes("a/", 60))),
      ],
      [],
    ],
    [
      "its rule is switched off, or ends uploads alone",
      [
        ...served,
        comes(
          r2Lifecycle,
          "own",
          lifecycle(
            deletes("", 30, { enabled: false }),
            deletes("", 30, { deleteObjectsTransition: undefined }),
          ),
        ),
      ],
      [],
    ],
    [
      "nobody asks it by a hostname",
      [
        ...[www, domain({ bucketName: "other" })],
        comes(r2Lifecycle, "own", lifecycle(deletes("", 30))),
      ],
      [],
    ],
    [
      "pages of a site may read it no more",
      [...served, becomes(r2Cors, "own", cors(site, app), cors(app))],
      refused,
    ],
    ["pages of no site may", [...served, goes(r2Cors, "own", cors(site))], refused],
    ["pages of all sites may", [...served, becomes(r2Cors, "own", cors(site), cors("*"))], []],
  ]);
});
