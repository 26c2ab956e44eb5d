/**
 * Bytes of the longest user data of an EC2 instance, before they are written in base64.
 * Source: Amazon EC2 user guide, "Run commands when you launch an EC2 instance with user data input", considerations.
 */
export const longestUserDataBytes = 16 * 1024;
