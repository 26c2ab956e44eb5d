/** An expression, and how it is written again where that differs. */
type Example = readonly [text: string, printed?: string];

/** Filters that the documentation shows: of the Rules language (operators, values, functions, expressions, the table of fields), and of use cases of rules. */
export const documentedFilters: readonly Example[] = [
  ['http.request.uri.path eq "/articles/2008/"'],
  ['http.request.uri.path == "/articles/2008/"', 'http.request.uri.path eq "/articles/2008/"'],
  ["ip.src ne 203.0.113.0"],
  ["cf.threat_score lt 10"],
  ["cf.threat_score le 20"],
  ["cf.threat_score > 25", "cf.threat_score gt 25"],
  ["cf.threat_score >= 60", "cf.threat_score ge 60"],
  ['http.request.uri.path contains "/articles/"'],
  [
    'http.request.uri.path matches "^/articles/200[7-8]/$"',
    'http.request.uri.path matches r"^/articles/200[7-8]/$"',
  ],
  ['http.host ~ "a"', 'http.host matches r"a"'],
  ["ip.src in { 203.0.113.0 203.0.113.1 }", "ip.src in {203.0.113.0 203.0.113.1}"],
  ['lower(http.request.uri.path) contains "/wp-login.php"'],
  ['ends_with(http.request.uri.path, ".html")'],
  ['http.request.full_uri wildcard "https://example.com/a/*"'],
  [
    'http.request.full_uri wildcard "*.example.com/*" or http.request.full_uri wildcard "example.com/*"',
  ],
  [
    'http.request.uri.path strict wildcard r"/\\*/*"',
    'http.request.uri.path strict wildcard "/\\\\*/*"',
  ],
  [
    'not ( http.host eq "www.cloudflare.com" and ip.src in {203.0.113.0/24} )',
    'not (http.host eq "www.cloudflare.com" and ip.src in {203.0.113.0/24})',
  ],
  ['http.host eq "www.cloudflare.com" xor ip.src in {203.0.113.0/24}'],
  [
    `(
 (http.host eq "api.example.com" and http.request.uri.path eq "/api/v2/auth") or
 (http.host matches "^(www|store|blog)\\.example\\.com" and http.request.uri.path contains "wp-login.php") or
 ip.geoip.country in {"CN" "TH" "US" "ID" "KR" "MY" "IT" "SG" "GB"} or ip.geoip.asnum in {12345 54321 11111}
) and not ip.src in {11.22.33.0/24}`,
    '(http.host eq "api.example.com" and http.request.uri.path eq "/api/v2/auth" or http.host matches r"^(www|store|blog)\\.example\\.com" and http.request.uri.path contains "wp-login.php" or ip.geoip.country in {"CN" "TH" "US" "ID" "KR" "MY" "IT" "SG" "GB"} or ip.geoip.asnum in {12345 54321 11111}) and not ip.src in {11.22.33.0/24}',
  ],
  ['http.request.uri.path matches "a\\"b"', 'http.request.uri.path matches r#"a"b"#'],
  ['http.request.uri.path matches "a\\"#b"', 'http.request.uri.path matches r##"a"#b"##'],
  ['http.request.uri.path matches r#"a"b"#'],
  ['http.request.uri.path matches r##"a"#b"##'],
  ['http.request.uri.path matches r"/api/login\\.aspx$"'],
  ["ssl"],
  ["not ssl"],
  [
    'http.request.headers.names[0] == "Content-Type"',
    'http.request.headers.names[0] eq "Content-Type"',
  ],
  [
    'any(http.request.headers.names[*] == "Content-Type")',
    'any(http.request.headers.names[*] eq "Content-Type")',
  ],
  [
    'any(lower(http.request.headers.names[*])[*] == "content-type")',
    'any(lower(http.request.headers.names[*])[*] eq "content-type")',
  ],
  [
    'any(http.request.headers["accept"][*] == "application/json")',
    'any(http.request.headers["accept"][*] eq "application/json")',
  ],
  ['all(len(http.request.uri.args["filter"][*])[*] in {3 4})'],
  ['all(not len(http.request.uri.args["filter"][*])[*] in {3 4})'],
  ['len(http.request.uri.args["filter"]) >= 0', 'len(http.request.uri.args["filter"]) ge 0'],
  ['not len(http.request.uri.args["order"]) >= 0', 'not len(http.request.uri.args["order"]) ge 0'],
  ["(ip.src in $office_network)", "ip.src in $office_network"],
  ['http.host in {"example.com" "example.net"}'],
  ["ip.src in {198.51.100.1 198.51.100.3..198.51.100.7 192.0.2.0/24 2001:0db8::/32}"],
  ["cf.edge.server_port in {8000..8009 8080..8089}"],
  ['http.host eq "www.example.com" and not cf.edge.server_port in {80 443}'],
  ['any(url_decode(http.request.body.form.values[*])[*] contains "an xss attack")'],
  [
    '(any(decode_base64(http.request.headers["client_id"][*])[*] eq "123abc"))',
    'any(decode_base64(http.request.headers["client_id"][*])[*] eq "123abc")',
  ],
  [
    'lookup_json_string(http.request.body.raw, "company") == "cloudflare"',
    'lookup_json_string(http.request.body.raw, "company") eq "cloudflare"',
  ],
  ['lookup_json_integer(http.request.body.raw, 1, "product_id") eq 456'],
  [
    'regex_replace("/foo/a/path", "^/foo/([^/]*)/(.*)$", "/bar/${2}/${1}") == "/bar/path/a/"',
    'regex_replace("/foo/a/path", "^/foo/([^/]*)/(.*)$", "/bar/${2}/${1}") eq "/bar/path/a/"',
  ],
  ["has_key(http.request.headers, lower(http.request.uri.args.names[0]))"],
  ["has_value(http.request.headers.names, http.request.uri.args.names[0])"],
  ['is_jwt_valid("51231d16-01f1-48e3-93f8-91c99e81288e")'],
  [
    `http.host == "downloads.example.com"
and not is_timed_hmac_valid_v0("mysecretkey", http.request.uri, 100000, http.request.timestamp.sec, 8)`,
    'http.host eq "downloads.example.com" and not is_timed_hmac_valid_v0("mysecretkey", http.request.uri, 100000, http.request.timestamp.sec, 8)',
  ],
  ["any(cf.bot_management.detection_ids[*] eq 33554817)"],
  [
    'any(http.request.body.multipart.names[*][0] == "picture")',
    'any(http.request.body.multipart.names[*][0] eq "picture")',
  ],
  [
    'any(http.request.body.multipart.content_dispositions[*][0] in {"form-data; name=\\"username\\""})',
  ],
  [
    '(cf.llm.prompt.custom_topic_categories["competitors"] lt 30)',
    'cf.llm.prompt.custom_topic_categories["competitors"] lt 30',
  ],
  [
    "not cf.bot_management.verified_bot\nand not cf.bot_management.static_resource\nand cf.bot_management.score lt 30",
    "not cf.bot_management.verified_bot and not cf.bot_management.static_resource and cf.bot_management.score lt 30",
  ],
  ['cf.zone.name eq "example.com" and cf.zone.plan eq "ENT"'],
  // The documentation of custom rules, rate limiting rules, custom errors, redirects and transforms, by use case.
  [
    '(lookup_json_string(http.request.jwt.claims["51231d16-01f1-48e3-93f8-91c99e81288e"][0], "user") eq "admin" and cf.waf.score < 40)',
    'lookup_json_string(http.request.jwt.claims["51231d16-01f1-48e3-93f8-91c99e81288e"][0], "user") eq "admin" and cf.waf.score lt 40',
  ],
  [
    '(http.host eq "downloads.example.com" and not is_timed_hmac_valid_v0("mysecrettoken", concat(substring(http.request.uri.path, 0, 45), "?", http.request.uri.query), 10800, http.request.timestamp.sec))',
    'http.host eq "downloads.example.com" and not is_timed_hmac_valid_v0("mysecrettoken", concat(substring(http.request.uri.path, 0, 45), "?", http.request.uri.query), 10800, http.request.timestamp.sec)',
  ],
  [
    'not (http.referer contains "example.com" or http.referer eq "www.example.net" or http.referer eq "www.cloudflare.com")',
  ],
  [
    '(http.request.method eq "POST" and http.request.uri.path matches "(comment|conversation|event|poll)/create" and not http.cookie matches "auth_session=[0-9a-zA-Z]{32}-[0-9]{10}-[0-9a-z]{6}")',
    'http.request.method eq "POST" and http.request.uri.path matches r"(comment|conversation|event|poll)/create" and not http.cookie matches r"auth_session=[0-9a-zA-Z]{32}-[0-9]{10}-[0-9a-z]{6}"',
  ],
  ["not (cf.bot_management.static_resource)", "not cf.bot_management.static_resource"],
  [
    '(cf.bot_management.score lt 30 and not cf.bot_management.verified_bot and not starts_with(http.request.uri.path, "/api"))',
    'cf.bot_management.score lt 30 and not cf.bot_management.verified_bot and not starts_with(http.request.uri.path, "/api")',
  ],
  [
    '(http.cookie contains "devaccess=james" or http.cookie contains "devaccess=matt" or http.cookie contains "devaccess=michael") and http.host eq "dev.www.example.com"',
  ],
  [
    '(not cf.worker.upstream_zone in {"" "your-zone.com"})',
    'not cf.worker.upstream_zone in {"" "your-zone.com"}',
  ],
  [
    'not any(lower(http.request.headers.names[*])[*] eq "x-csrf-token") and (http.request.full_uri eq "https://www.example.com/somepath")',
    'not any(lower(http.request.headers.names[*])[*] eq "x-csrf-token") and http.request.full_uri eq "https://www.example.com/somepath"',
  ],
  [
    '(ip.src eq 203.0.113.1 and http.host eq "example.com" and cf.bot_management.score gt 30)',
    'ip.src eq 203.0.113.1 and http.host eq "example.com" and cf.bot_management.score gt 30',
  ],
  [
    "(ip.geoip.asnum eq 64496 and cf.threat_score lt 14)",
    "ip.geoip.asnum eq 64496 and cf.threat_score lt 14",
  ],
  [
    'http.request.uri.path matches "/autodiscover\\.(xml|src)$"',
    'http.request.uri.path matches r"/autodiscover\\.(xml|src)$"',
  ],
  [
    'any(http.request.cookies["app"][*] == "test")',
    'any(http.request.cookies["app"][*] eq "test")',
  ],
  [
    'http.request.uri.path ~ "^/posts/[0-9]+-[0-9]+-[0-9]+-.*"',
    'http.request.uri.path matches r"^/posts/[0-9]+-[0-9]+-[0-9]+-.*"',
  ],
  [
    'http.request.full_uri wildcard r"https://www.*"',
    'http.request.full_uri wildcard "https://www.*"',
  ],
  ['cf.tls_version in {"TLSv1" "TLSv1.1"} or not cf.tls_client_auth.cert_verified'],
  ["http.response.code in {500 502 503 504 520..526}"],
  ["cf.response.1xxx_code in {1000 1015}"],
  [
    'any(http.response.headers["content-type"][*] == "application/json")',
    'any(http.response.headers["content-type"][*] eq "application/json")',
  ],
  [
    "any(cf.waf.content_scan.obj_sizes[*] > 500000)",
    "any(cf.waf.content_scan.obj_sizes[*] gt 500000)",
  ],
  // What a rule for every request is written as throughout the documentation of the API.
  ["true"],
  ["(true)", "true"],
  ["not false", "not false"],
  // Not in the documentation, but in its engine: words may touch, integers have three ways, an empty set, groups in arguments.
  ['http.host=="a"and(ssl)or!ssl', 'http.host eq "a" and ssl or not ssl'],
  ["cf.threat_score in {0x1f 017 -3 -2..4}", "cf.threat_score in {31 15 -3 -2..4}"],
  ["ip.src in {}"],
  ["ip.src in $cf.open_proxies"],
  ['any((http.request.headers.names[*] eq "a" or http.request.headers.names[*] eq "b"))'],
  [
    'to_string(ssl) eq "true" and to_string((not ssl)) eq "true"',
    'to_string(ssl) eq "true" and to_string(not ssl) eq "true"',
  ],
  ["cidr6(ip.src, 24) eq 2001::"],
  ['http.host eq "\\x00\\x7fé"'],
];

/** Values that the documentation shows. */
export const documentedValues: readonly Example[] = [
  ["http.request.headers.names[0]"],
  ['http.request.headers["accept"]'],
  ['concat("String1", " ", "String", "2")'],
  ['regex_replace(http.host, "\\\\\\\\", "a")'],
  ['regex_replace(http.host, r"\\\\", "a")', 'regex_replace(http.host, "\\\\\\\\", "a")'],
  ['remove_bytes(http.host, "\\x2e\\x77")', 'remove_bytes(http.host, ".w")'],
  ['split(http.request.headers["x-categories"][0], ",", 64)'],
  ["substring(http.request.body.raw, 0, -2)"],
  ["uuidv4(cf.random_seed)"],
  ['join(http.request.headers.names, ",")'],
  [
    'wildcard_replace(http.request.full_uri, r"https://www.*", r"https://${1}")',
    'wildcard_replace(http.request.full_uri, "https://www.*", "https://${1}")',
  ],
  [
    'regex_replace(http.request.uri.path, "^/posts/([0-9]+)-([0-9]+)-([0-9]+)-(.*)$", "/posts/${1}/${2}/${3}/${4}")',
  ],
  ['regex_replace(http.request.uri.path, "^/[A-Za-z]{2}-[A-Za-z]{2}/(.*)", "/${1}")'],
  ['concat("https://", ip.src.country, ".example.com", http.request.uri.path)'],
  ['remove_query_args(http.request.uri.query, "utm_source", "utm_medium")'],
  ["to_string(cf.bot_management.score)"],
  ['encode_base64(sha256(concat(to_string(ip.src), http.host, "my-secret")))'],
  ['wildcard_replace(http.request.uri.path, "/apps/*", "/${1}", "s")'],
  [
    'concat(\n    http.request.uri,\n    http.request.headers["timestamp"][0],\n    "-",\n    http.request.headers["mac"][0])',
    'concat(http.request.uri, http.request.headers["timestamp"][0], "-", http.request.headers["mac"][0])',
  ],
];

const operators =
  "compare by eq, ne, le, lt, ge, gt, contains, matches, wildcard, strict wildcard, in";

/** Filters that are refused, and in which words. */
export const refusedFilters: readonly (readonly [text: string, rule: string])[] = [
  ["", "name a field or a function at line 1, column 1; got the end"],
  ["(ssl", "have `)` at line 1, column 5; got the end"],
  ["ssl)", 'end, or go on with and, xor or or at line 1, column 4; got ")"'],
  ["ssl and", "name a field or a function at line 1, column 8; got the end"],
  ["ssl AND ssl", 'end, or go on with and, xor or or at line 1, column 5; got "AND"'],
  [
    'htp.host eq "a"',
    'name a field or a function at line 1, column 1; got "htp.host". Did you mean http.host?',
  ],
  [
    'startswith(http.host, "a")',
    'name a field or a function at line 1, column 1; got "startswith". Did you mean starts_with?',
  ],
  ['http.host "a"', `${operators} at line 1, column 11; got a string`],
  ['http.host EQ "a"', `${operators} at line 1, column 11; got "EQ". Did you mean eq?`],
  [
    'http.request.uri.path ends_with ".html"',
    `${operators} at line 1, column 23; got "ends_with". ends_with is a function: ends_with(field, "…")`,
  ],
  [
    'http.host\teq "a"',
    `${operators} at line 1, column 10; got "\\t". Write spaces: the language takes no tab between its parts`,
  ],
  ["http.host eq a", 'have a string ("…" or r"…") at line 1, column 14; got "a"'],
  ["http.host eq 'a'", `have a string ("…" or r"…") at line 1, column 14; got "'"`],
  ['http.host eq "a', "close the string that begins at line 1, column 14; got no end of it"],
  [
    'http.host eq "a\\.b"',
    'escape `"` and `\\` only, or a byte as `\\x2e` or `\\056` at line 1, column 16; got \\.. A raw string has no escapes: r"…"',
  ],
  [
    "ssl == true",
    'compare no boolean at line 1, column 5; got "==". Write the field alone, or not before it',
  ],
  [
    "ip.src == 192.0.2.0/24",
    'have an IP address, with no quotation marks at line 1, column 11; got "192.0.2.0". Ranges stand in braces: in {192.0.2.0/24}',
  ],
  [
    'ip.src eq "192.0.2.1"',
    "have an IP address, with no quotation marks at line 1, column 11; got a string",
  ],
  [
    "ip.src in {192.0.2.1/24}",
    'have an address, a CIDR with no bits beyond its prefix, or a range (first..last) at line 1, column 12; got "192.0.2.1/24". Did you mean 192.0.2.0/24?',
  ],
  [
    "ip.src in {192.0.2.9..192.0.2.1}",
    'have an address, a CIDR with no bits beyond its prefix, or a range (first..last) at line 1, column 12; got "192.0.2.9..192.0.2.1"',
  ],
  [
    "ip.src in 203.0.113.0/24",
    'have a set in braces, or the name of a list ($name) at line 1, column 11; got "203.0.113.0"',
  ],
  [
    "ip.src lt 1.2.3.4",
    "compare by lt a String or an Integer only at line 1, column 8; got an IP address",
  ],
  [
    "ip.src in $Office",
    'name a list by lower-case letters, digits and underscores at line 1, column 12; got "Office"',
  ],
  [
    'http.host in {"a", "b"}',
    'separate the elements of a set by spaces at line 1, column 18; got ",". Leave the comma out',
  ],
  [
    "cf.threat_score in {5..1}",
    "have a range that ends after its begin at line 1, column 21; got 5..1",
  ],
  ["cf.threat_score eq 08", 'have a whole number at line 1, column 20; got "08"'],
  ["cf.threat_score eq 1.5", 'end, or go on with and, xor or or at line 1, column 21; got ".5"'],
  [
    "cf.threat_score eq 9223372036854775808",
    "have a whole number of 64 bits at line 1, column 20; got a greater one",
  ],
  [
    'http.host wildcard "a**"',
    "have no two asterisks in a row in the string at line 1, column 20; got **",
  ],
  [
    'http.host wildcard r"a\\b"',
    'escape an asterisk (\\*) or a backslash (\\\\) only in the string at line 1, column 20; got another backslash. Raw strings are easier: r"…"',
  ],
  ["lower(http.host eq", 'have a string ("…" or r"…") at line 1, column 19; got the end'],
  ["lower(http.host", "have `,` or `)` at line 1, column 16; got the end"],
  [
    'http.request.headers.names[*] == "Content-Type"',
    "be true or false at line 1, column 1; got an Array<Boolean>. Ask any() or all() about the elements of an array",
  ],
  [
    'lower(http.request.headers.names) eq "a"',
    "take as argument 1 of lower() a String at line 1, column 7; got an Array<String>. Write [*] after it for each of its elements, or [0] for one",
  ],
  [
    'http.request.headers["a"] eq "b"',
    "compare by eq a String or an Integer or an IP address only at line 1, column 27; got an Array<String>. Take one element ([0]), or each of them ([*]) in any() or all()",
  ],
  [
    'http.request.headers[0] eq "b"',
    "have a key or * in the bracket after a Map<Array<String>> at line 1, column 21; got a position",
  ],
  ["http.host[0] eq 1", "have no bracket after a String at line 1, column 10; got a position"],
  [
    'http.request.headers["a"][-1] eq "b"',
    "have a key, a position from 0 or * in brackets at line 1, column 27; got another",
  ],
  [
    "any(ssl)",
    'be an Array<Boolean> at line 1, column 5; got a Boolean. Compare each element: any(http.request.headers["name"][*] == "value")',
  ],
  [
    'starts_with("foo", "f")',
    "take as argument 1 of starts_with() a field, or what a function returns at line 1, column 13; got a value that is written out",
  ],
  [
    'split(http.host, http.host, 3)[0] eq "a"',
    "take as argument 2 of split() a value that is written out at line 1, column 18; got a field",
  ],
  [
    "has_value(http.request.headers.names, 5)",
    "take as argument 2 of has_value() a String at line 1, column 39; got an Integer",
  ],
  [
    "cidr(ip.src, 33, 24) eq ::",
    "take as argument 2 of cidr() a whole number of 1 to 32 at line 1, column 14; got 33",
  ],
  ['concat("a") eq "b"', "give concat() at least 2 arguments at line 1, column 11; got 1"],
  ['upper(http.host, "a") eq "b"', "give upper() 1 argument at line 1, column 18; got more"],
  [
    "starts_with(http.host, http.request.headers.names[*])",
    "have [*] in the first argument of a function only at line 1, column 24; got another",
  ],
  [
    'any((http.request.headers.names[*] eq "a" or ssl))',
    "join by or what is alike (Array<Boolean>) at line 1, column 46; got a Boolean",
  ],
];
