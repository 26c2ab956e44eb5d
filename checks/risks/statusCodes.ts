/** The lowest status code that is an error. Source: RFC 9110, section 15. */
export const firstError = 400;
