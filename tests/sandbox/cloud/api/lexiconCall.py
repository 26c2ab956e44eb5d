"""Calls lexicon's provider for Cloudflare, whose address is written into it, at another address.

Arguments: the address, the token, the zone's name, then an operation and its arguments. Prints what it returns, as JSON.
"""

import json
import sys

from lexicon.config import ConfigResolver
from lexicon._private.discovery import load_provider_module

address, token, zone, operation, *arguments = sys.argv[1:]
config = ConfigResolver().with_dict(
    {
        "provider_name": "cloudflare",
        "domain": zone,
        "ttl": 300,
        "cloudflare": {"auth_token": token},
    }
)
provider = load_provider_module("cloudflare").Provider(config)
provider.api_endpoint = address
provider.authenticate()
given = [None if argument == "-" else argument for argument in arguments]
print(json.dumps(getattr(provider, operation)(*given)))
