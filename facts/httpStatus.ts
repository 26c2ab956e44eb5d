/** The lowest status code of HTTP that is an error. Source: RFC 9110, section 15. */
export const lowestErrorStatus = 400;
