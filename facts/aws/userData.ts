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
