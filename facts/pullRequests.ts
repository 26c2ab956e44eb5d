/**
 * The longest comment on an issue or pull request, in characters. Counted here in UTF-16 units, of which a text has at least as
 * many as characters.
 * Source: GitHub's answer to longer ones, "body is too long (maximum is 65536 characters)"; pulumi/actions issue 482.
 */
export const longestGithubComment = 65_536;
