"""Reads a zone file with dnspython, as a name server would: from standard input, for the zone that is given.

Prints each record as JSON, its parts as dnspython understood them: name, TTL, type, value.
"""

import json
import sys

import dns.rdatatype
import dns.zone

zone = dns.zone.from_text(sys.stdin.read(), origin=sys.argv[1], relativize=False)
print(
    json.dumps(
        sorted(
            [name.to_text(), ttl, dns.rdatatype.to_text(rdata.rdtype), rdata.to_text()]
            for name, ttl, rdata in zone.iterate_rdatas()
        )
    )
)
