import { modelTypes } from "../../../model/graph/resourceTypes";
import { becomes, same, type Step } from "../report/plans";
import { front, known, listens, targets } from "./behindBalancer";
import { authorities, leafOf } from "./clientAuthorities";
import { judgesAsExpected, zoneId } from "./strangersPlans";

const { bucketObject, listener, originPulls, pullsCertificate, targetGroup, trustStore } =
  modelTypes;
type Authority = keyof typeof authorities;
const bundle = (name: string, ...named: readonly Authority[]): Step =>
  same(bucketObject, name, {
    ...{ bucket: "trust", key: `${name}.pem` },
    content: named.map((each) => authorities[each].certificatePem).join(""),
  });
const store = (name: string): object => ({
  ...{ caCertificatesBundleS3Bucket: "trust", caCertificatesBundleS3Key: `${name}.pem` },
});
const verifies = listens({ mutualAuthentication: { mode: "verify", trustStoreArn: "store" } });
const shown = (issuer: Authority): Step =>
  same(pullsCertificate, "shown", { zoneId, certificate: leafOf(issuer) });
const site = (https: Step, ...steps: readonly Step[]): Step[] => [
  ...front.filter(({ name }) => name !== "https"),
  ...[known(same(targetGroup, "app", targets())), known(https)],
  ...[same(originPulls, "pulls", { zoneId, enabled: true })],
  ...[bundle("own", "own"), bundle("other", "other"), bundle("both", "own", "other"), ...steps],
];
const https = same(listener, "https", verifies);
const takesOver = (name: string): Step =>
  known(becomes(trustStore, "store", store("own"), store(name)));

describe("the risks of trust stores", () => {
  judgesAsExpected([
    [
      "another authority takes the place of the one that issued what Cloudflare shows",
      site(https, shown("own"), takesOver("other")),
      ["high client-certificate-untrusted edge"],
      ["store: "],
    ],
    [
      "another authority comes beside it",
      site(https, shown("own"), takesOver("both")),
      [],
      ["store: "],
    ],
    [
      "another authority takes its place, which issued what Cloudflare shows, whereas the first did not",
      site(https, shown("other"), takesOver("other")),
      [],
      ["store: "],
    ],
    [
      "a listener comes to demand what its trust store does not trust",
      site(
        becomes(listener, "https", listens(), verifies),
        ...[shown("own"), known(same(trustStore, "store", store("other")))],
      ),
      ["high client-certificate-untrusted edge"],
    ],
  ]);
});
