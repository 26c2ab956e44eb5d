/** Something on the Internet that serves many customers at one address, and finds whose site is asked for by the Host header. */
export interface NamedPlatform {
  /** What it is called. */
  readonly name: string;
  /** The hostnames that it gives to what it runs; the first group, where there is one, is the only other name that it answers to. */
  readonly hostnames: RegExp;
  /** The status of its answer to a name that it does not know. */
  readonly status: number;
}

/**
 * Platforms that answer by the Host header.
 *
 * Source: Amazon S3 user guide, WebsiteEndpoints and VirtualHosting (a bucket answers to its own endpoint, and to the hostname that is its
 * name; else NoSuchBucket, 404); Amazon CloudFront developer guide, CNAMEs (403 for a name that is no alternate domain name); Amazon API
 * Gateway developer guide, custom domain names (403 for a name that is none); AWS Lambda developer guide, urls-configuration. The statuses of
 * the others are from experience; no source lists them all.
 */
export const namedPlatforms: readonly NamedPlatform[] = [
  {
    ...{ name: "Amazon S3", status: 404 },
    hostnames: /^(.+)\.s3(?:-website)?[.-][a-z0-9-]+\.amazonaws\.com$|^(.+)\.s3\.amazonaws\.com$/,
  },
  { name: "Amazon CloudFront", status: 403, hostnames: /\.cloudfront\.net$/ },
  {
    name: "Amazon API Gateway",
    status: 403,
    hostnames: /\.execute-api\.[a-z0-9-]+\.amazonaws\.com$/,
  },
  { name: "AWS Lambda", status: 403, hostnames: /\.lambda-url\.[a-z0-9-]+\.on\.aws$/ },
  { name: "Google Cloud", status: 404, hostnames: /\.(?:run\.app|appspot\.com)$/ },
  {
    ...{ name: "Azure", status: 404 },
    hostnames: /\.(?:azurewebsites\.net|azurestaticapps\.net|(?:blob|web)\.core\.windows\.net)$/,
  },
  { name: "GitHub Pages", status: 404, hostnames: /\.github\.io$/ },
  { name: "Heroku", status: 404, hostnames: /\.(?:herokuapp\.com|herokudns\.com)$/ },
  { name: "Netlify", status: 404, hostnames: /\.netlify\.app$/ },
  { name: "Vercel", status: 404, hostnames: /\.vercel\.app$/ },
];
