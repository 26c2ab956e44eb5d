import * as pulumi from "@pulumi/pulumi";
import { TrustStore } from "@pulumi/aws/lb/trustStore";
import { Bucket } from "@pulumi/aws/s3/bucket";
import { BucketObjectv2 } from "@pulumi/aws/s3/bucketObjectv2";
import { BucketPublicAccessBlock } from "@pulumi/aws/s3/bucketPublicAccessBlock";
import { AuthenticatedOriginPullsCertificate } from "@pulumi/cloudflare/authenticatedOriginPullsCertificate";
import { AuthenticatedOriginPullsSettings } from "@pulumi/cloudflare/authenticatedOriginPullsSettings";
import { CertRequest } from "@pulumi/tls/certRequest";
import { LocallySignedCert } from "@pulumi/tls/locallySignedCert";
import { PrivateKey } from "@pulumi/tls/privateKey";
import { SelfSignedCert } from "@pulumi/tls/selfSignedCert";
import { mapEntries } from "../../core/entries";
import { childName } from "../internal/names";
import { own, pullsOfZone } from "../internal/singletons";
import { resolvedArgs } from "../internal/validation";
import { OriginPullsMode, type OriginPullsArgs } from "./args";
import {
  authorityInputs,
  bucketInputs,
  bundleInputs,
  keyInputs,
  leafInputs,
  requestInputs,
  shutInputs,
  trustStoreInputs,
} from "./inputs";
import type { ResolvedOriginPulls } from "./resolve";
import { validateOriginPulls } from "./validate";

const type = "steady-edge:index:OriginPulls";

/** The resources of one region. */
export interface OriginPullsRegion {
  /** The bucket from which the trust store is read. */
  readonly bucket: Bucket;
  /** What keeps it shut. */
  readonly accessBlock: BucketPublicAccessBlock;
  /** The authority's certificate in it. */
  readonly bundle: BucketObjectv2;
  /** The trust store. */
  readonly trustStore: TrustStore;
}

/** The resources that an `OriginPulls` makes. */
export interface OriginPullsChildren {
  /** The key of the zone's own authority. */
  readonly authorityKey: PrivateKey;
  /** The authority's certificate. */
  readonly authority: SelfSignedCert;
  /** The key of what Cloudflare shows. */
  readonly leafKey: PrivateKey;
  /** The request for it. */
  readonly request: CertRequest;
  /** What Cloudflare shows. */
  readonly leaf: LocallySignedCert;
  /** The same, at Cloudflare. */
  readonly certificate: AuthenticatedOriginPullsCertificate;
  /** Whether it is shown. */
  readonly settings: AuthenticatedOriginPullsSettings;
  /** What load balancers need, by region. */
  readonly regions: Readonly<Record<string, OriginPullsRegion>>;
}

/**
 * Lets origins know Cloudflare by a client certificate of an authority of the zone's own (Authenticated Origin Pulls, zone-level): whoever
 * comes from another account of Cloudflare has none.
 *
 * Creates: two `tls.PrivateKey`, a `tls.SelfSignedCert`, a `tls.CertRequest` and a `tls.LocallySignedCert`; an
 * `AuthenticatedOriginPullsCertificate` and `AuthenticatedOriginPullsSettings`; and for each region a bucket with the authority's
 * certificate and an `aws.lb.TrustStore`. Names of what Cloudflare shows end with the generation.
 *
 * Take each step in an `up` of its own. `off`: all is made, and shown to nobody. `observe`: Cloudflare shows the certificate, and an
 * `AlbOrigin` with `clientVerification: { mode: "observe" }` hands it on. `enforce`: `trustStoreArns` is filled, and an `AlbOrigin` with
 * `mode: "enforce"` may demand it. Back: first the load balancers, then `observe`, then `off`. Cloudflare needs some minutes to show a new
 * certificate, so look that it comes on before you enforce. A component does not know how it stood before and cannot refuse a step over
 * two: the review of the preview tells of it, as `client-certificate-order`.
 *
 * Cloudflare's switch has no delete: after a destroy it stays as it was, so bring up `off` before.
 *
 * ```typescript
 * import { OriginPulls } from "steady-edge";
 *
 * const pulls = new OriginPulls("pulls", {
 *   zoneId: "0123456789abcdef0123456789abcdef",
 *   zoneName: "example.com",
 *   mode: "observe",
 *   trustStoreRegions: ["us-east-1"],
 * });
 *
 * export const authority = pulls.authorityPem;
 * ```
 */
export class OriginPulls extends pulumi.ComponentResource {
  /** The authority's certificate, as PEM: what web servers check client certificates with. */
  public readonly authorityPem: pulumi.Output<string>;
  /** When what Cloudflare shows expires, as a date and time in ISO 8601. */
  public readonly expiresOn: pulumi.Output<string>;
  /** The trust stores by region, for load balancers that demand the certificate; empty unless `mode` is `enforce`. */
  public readonly trustStoreArns: pulumi.Output<Record<string, string>>;

  /**
   * Declares the authority, what Cloudflare shows and the trust stores.
   * @param name - Logical name; the children are named after it.
   * @param args - How far client certificates are, and where they are checked.
   * @param opts - Options of the component.
   * @throws One error that lists every problem, before anything is registered.
   */
  constructor(name: string, args: OriginPullsArgs, opts?: pulumi.ComponentResourceOptions) {
    const subject = `OriginPulls "${name}"`;
    const resolved = resolvedArgs(subject, args, opts, validateOriginPulls);
    super(type, name, {}, opts);
    own(subject, pullsOfZone(resolved.zoneId));

    const signed = sign(name, resolved, this);
    const shown = show(name, resolved, signed, this);
    const regions = Object.fromEntries(
      resolved.trustStoreRegions.map((region) => [
        region,
        makeRegion(name, region, resolved, signed.authority.certPem, this),
      ]),
    );
    const children: OriginPullsChildren = { ...signed, ...shown, regions };
    Object.assign(this, children);

    this.authorityPem = signed.authority.certPem;
    this.expiresOn = signed.leaf.validityEndTime;
    this.trustStoreArns = pulumi
      .all([
        mapEntries(regions, ({ trustStore }) => trustStore.arn),
        // Nobody may demand what is not shown, or what a monitor does not show.
        shown.settings.enabled,
        resolved.monitorProbeZones,
      ])
      .apply(([arns]) => (resolved.mode === OriginPullsMode.Enforce ? arns : {}));
    this.registerOutputs({
      authorityPem: this.authorityPem,
      expiresOn: this.expiresOn,
      trustStoreArns: this.trustStoreArns,
    });
  }
}

/** The fields that hold the children. */
export interface OriginPulls extends OriginPullsChildren {}

type Signed = Pick<
  OriginPullsChildren,
  "authorityKey" | "authority" | "leafKey" | "request" | "leaf"
>;

function sign(name: string, resolved: ResolvedOriginPulls, parent: pulumi.Resource): Signed {
  const numbered = (noun: string): string => childName(name, noun, `${resolved.generation}`);
  const authorityKey = new PrivateKey(childName(name, "authority-key"), keyInputs, { parent });
  const { privateKeyPem: keyPem } = authorityKey;
  const authority = new SelfSignedCert(
    childName(name, "authority"),
    authorityInputs(resolved, keyPem),
    { parent },
  );
  const leafKey = new PrivateKey(numbered("key"), keyInputs, { parent });
  const requested = requestInputs(resolved, leafKey.privateKeyPem);
  const request = new CertRequest(numbered("request"), requested, { parent });
  const leaf = new LocallySignedCert(
    numbered("leaf"),
    leafInputs(resolved, request.certRequestPem, { certPem: authority.certPem, keyPem }),
    { parent },
  );
  return { authorityKey, authority, leafKey, request, leaf };
}

function show(
  name: string,
  { generation, mode, zoneId }: ResolvedOriginPulls,
  { leaf, leafKey }: Signed,
  parent: pulumi.Resource,
): Pick<OriginPullsChildren, "certificate" | "settings"> {
  const privateKey = pulumi.secret(leafKey.privateKeyPem);
  const certificate = new AuthenticatedOriginPullsCertificate(
    childName(name, "certificate", `${generation}`),
    { zoneId, certificate: leaf.certPem, privateKey },
    { parent },
  );
  const settings = new AuthenticatedOriginPullsSettings(
    childName(name, "settings"),
    { zoneId, enabled: mode !== OriginPullsMode.Off },
    { parent, dependsOn: [certificate] },
  );
  return { certificate, settings };
}

function makeRegion(
  name: string,
  region: string,
  resolved: ResolvedOriginPulls,
  certPem: pulumi.Output<string>,
  parent: pulumi.Resource,
): OriginPullsRegion {
  const child = (noun: string): string => childName(name, noun, region);
  const bucket = new Bucket(child("bucket"), bucketInputs(region, resolved), { parent });
  const accessBlock = new BucketPublicAccessBlock(
    child("bucket-shut"),
    shutInputs(region, bucket.bucket),
    { parent },
  );
  const bundle = new BucketObjectv2(
    child("bundle"),
    bundleInputs(region, bucket.bucket, certPem, resolved),
    { parent },
  );
  const trustStore = new TrustStore(
    child("trust"),
    trustStoreInputs(region, bucket.bucket, bundle.key, resolved),
    { parent },
  );
  return { bucket, accessBlock, bundle, trustStore };
}
