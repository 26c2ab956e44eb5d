/**
 * An object of S3 in which Amazon ECR keeps a layer of an image, in regions of the partition `aws`. Whoever pulls an image is led there.
 * Source: Amazon ECR user guide, vpc-endpoints (ecr-minimum-s3-perms: `s3:GetObject` on `arn:aws:s3:::prod-region-starport-layer-bucket/*`).
 * @param region - The region of the repository.
 * @param key - The key of the object; `*` for all of them.
 */
export function layerArn(region: string, key: string): string {
  return `arn:aws:s3:::prod-${region}-starport-layer-bucket/${key}`;
}

/** The action by which layers are fetched. Source: that of `layerArn`. */
export const layerAction = "s3:GetObject";

/** The registry of a private repository of Amazon ECR, with its region. Source: Amazon ECR user guide, Registries (the URL of a registry). */
export const privateRegistry = /^\d{12}\.dkr\.ecr\.([a-z0-9-]+)\.amazonaws\.com\//;

/** What S3 is called as a service of a VPC endpoint, with the region. Source: AWS PrivateLink guide, vpc-endpoints-s3. */
export const storageService = /^com\.amazonaws\.([a-z0-9-]+)\.s3$/;

/** The type of an endpoint that routes lead to, which one has that names none. Source: Amazon EC2 API reference, CreateVpcEndpoint. */
export const gatewayEndpoint = "Gateway";
