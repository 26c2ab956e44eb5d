/**
 * Bytes of the longest user data of an EC2 instance, before they are written in base64.
 * Source: Amazon EC2 user guide, "Run commands when you launch an EC2 instance with user data input", considerations.
 */
export const longestUserDataBytes = 16 * 1024;

/**
 * Commands of user data that fetch something from the Internet when a machine begins: package managers, images of containers, downloads.
 * Source: their manuals; which of them reach a mirror inside the network no plan says.
 */
export const fetchingCommands =
  /\b(?:apt|apt-get|dnf|yum|apk|pip3?|npm|yarn|docker|podman|curl|wget|git|snap)\s+(?:-\S+\s+)*(?:install|update|upgrade|pull|run|clone|ci|add|https?:)/;

/**
 * How user data asks the metadata service of its machine, and how it shows a token there.
 * Source: Amazon EC2 user guide, instancedata-data-retrieval and configuring-instance-metadata-options (where tokens are required a request without
 * one is answered 401); `ec2-metadata` of Amazon Linux shows one by itself.
 */
export const metadataRequests = {
  asked: /169\.254\.169\.254|\[?fd00:ec2::254/,
  token: /api\/token|X-aws-ec2-metadata-token/i,
} as const;

/** How a script says that it ends with the first command that fails. Source: POSIX, set. */
export const endsAtFailure = /^\s*set\s+-\w*e|^#!.*\ssh?\s-\w*e/m;
