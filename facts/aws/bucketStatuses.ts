/**
 * What S3 answers for a bucket that may not be read, is no website, or is gone.
 * Source: Amazon S3 API reference, ErrorResponses (AccessDenied, NoSuchWebsiteConfiguration, NoSuchBucket).
 */
export const bucketStatuses = { denied: 403, noWebsite: 404, gone: 404 } as const;
