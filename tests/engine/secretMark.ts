/** Part of every secret in the tests of this folder, and of nothing else that they write but programs. */
export const secretMark = "s3cr3t";
