/**
 * What a web server's page says to whom shows no client certificate, or a wrong one, with status 400: "No required SSL certificate was
 * sent", "The SSL certificate error". Source: nginx, src/http/ngx_http_special_response.c; others' words from memory.
 */
export const clientCertificateRefusal = {
  status: 400,
  words: /SSL certificate|client certificate/i,
} as const;
