import { modelTypes } from "../../../model/graph/resourceTypes";
import { becomes, comes, same, type Step } from "../report/plans";
import { front, known, listens, targets } from "./behindBalancer";
import { authorities, leafOf, revoking, sharedAuthority } from "./clientAuthorities";
import { judgesAsExpected, zoneId } from "./strangersPlans";

const { bucketObject, listener, originPulls, pullsCertificate } = modelTypes;
const { targetGroup, trustStore, trustStoreRevocation } = modelTypes;
type Authority = keyof typeof authorities;
const place = (name: string): object => ({ bucket: "trust", key: `${name}.pem` });
const bundle = (name: string, ...named: readonly Authority[]): Step =>
  same(bucketObject, name, {
    ...place(name),
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
  ...[bundle("own", "own"), bundle("other", "other"), bundle("both", "own", "other")],
  ...[same(bucketObject, "shared", { ...place("shared"), content: sharedAuthority }), ...steps],
];
const https = same(listener, "https", verifies);
const takesOver = (name: string, earlier = "own"): Step =>
  known(becomes(trustStore, "store", store(earlier), store(name)));
const leaf = leafOf("own");
const shownOne = same(pullsCertificate, "shown", { zoneId, certificate: leaf });
const trusting: readonly Step[] = [known(same(trustStore, "store", store("own")))];
const lists = (name: string, content: string): Step =>
  same(bucketObject, name, { bucket: "trust", key: `${name}.crl`, content });
const turnsAway = (name: string): Step =>
  comes(trustStoreRevocation, "list", {
    ...{ trustStoreArn: "store", revocationsS3Bucket: "trust", revocationsS3Key: `${name}.crl` },
  });

describe("the risks of trust stores", () => {
  judgesAsExpected([
    [
      "another authority takes the place of the one that issued what Cloudflare shows",
      site(https, shown("own"), takesOver("other")),
      ["high client-certificate-untrusted edge"],
    ],
    ["another authority comes beside it", site(https, shown("own"), takesOver("both")), []],
    [
      "a file takes its place that the plan does not hold",
      site(https, shown("own"), takesOver("elsewhere")),
      [],
      ["store: "],
    ],
    [
      "an authority of one's own takes the place of the one that all zones share",
      site(https, takesOver("own", "shared")),
      ["high client-certificate-untrusted edge"],
    ],
    [
      "an authority of one's own takes the place of another one, and no certificate of the zone is in the plan",
      site(https, takesOver("other")),
      [],
    ],
    [
      "a listener comes to demand what an authority of one's own issued, and no certificate of the zone is in the plan",
      site(
        becomes(listener, "https", listens(), verifies),
        known(same(trustStore, "store", store("own"))),
      ),
      ["medium client-certificate-untrusted edge"],
    ],
    [
      "a list of revocations comes that names what Cloudflare shows",
      site(
        https,
        shownOne,
        ...trusting,
        lists("named", revoking(authorities.own.certificatePem, leaf)),
        turnsAway("named"),
      ),
      ["high client-certificate-untrusted edge"],
    ],
    [
      "a list of revocations comes that names another certificate",
      site(
        ...[https, shownOne, ...trusting],
        ...[
          lists("others", revoking(authorities.own.certificatePem, leafOf("own"))),
          turnsAway("others"),
        ],
      ),
      [],
    ],
    [
      "a list of revocations of another authority comes that names the same number",
      site(
        ...[https, shownOne, ...trusting],
        ...[lists("others", revoking(sharedAuthority, leaf)), turnsAway("others")],
      ),
      [],
    ],
    [
      "a list of revocations comes that the plan does not hold",
      site(https, shownOne, ...trusting, turnsAway("elsewhere")),
      [],
      ["list: "],
    ],
    [
      "another authority takes its place, which issued what Cloudflare shows, whereas the first did not",
      site(https, shown("other"), takesOver("other")),
      [],
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
