/**
 * What S3 answers for a bucket that may not be read, is no website, or is gone.
 * Source: Amazon S3 API reference, ErrorResponses (AccessDenied, NoSuchWebsiteConfiguration, NoSuchBucket).
 */
export const bucketStatuses = { denied: 403, noWebsite: 404, gone: 404 } as const;

/**
 * The ownership of objects of a bucket under which access control lists count no longer.
 * Source: Amazon S3 user guide, about-object-ownership (BucketOwnerEnforced).
 */
export const listsOff = "BucketOwnerEnforced";

/** The payer of a bucket that answers only those who sign their requests and pay. Source: Amazon S3 user guide, RequesterPaysBuckets. */
export const requesterPays = "Requester";
