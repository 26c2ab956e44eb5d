"""Lives what a doctor and an adoption need of Cloudflare's API, with the official client for Python.

Arguments: the address, the token, the id of the zone and of the account. Every answer must have the fields that the client
declares, of their types, and every warning is an error. Prints what came back, as JSON, by the names of the calls.
"""

import json
import sys
import warnings

import cloudflare
from cloudflare import Cloudflare

warnings.simplefilter("error")
address, token, zone, account = sys.argv[1:]
client = Cloudflare(
    api_token=token, base_url=address, max_retries=0, _strict_response_validation=True
)
at_zone = {"zone_id": zone}
at_account = {"account_id": account}
told = {}


def plain(value):
    if hasattr(value, "to_dict"):
        return value.to_dict(mode="json")
    if isinstance(value, list):
        return [plain(one) for one in value]
    return value


def id_of(made):
    """The client declares what a create of a ruleset answers as any object."""
    return made["id"] if isinstance(made, dict) else made.id


def tell(name, value):
    told[name] = plain(value)
    return value


def pages(name, found):
    return tell(name, list(found))


def refusal(name, call):
    try:
        call()
    except cloudflare.APIStatusError as error:
        told[name] = [error.status_code, [one.code for one in error.errors]]
    else:
        raise AssertionError(f"{name} is not refused")


tell("token", client.user.tokens.verify())
pages("accounts", client.accounts.list())
tell("account", client.accounts.get(**at_account))
pages("zones", client.zones.list(name="example.com"))
tell("zone", client.zones.get(**at_zone))
pages("plans", client.zones.plans.list(**at_zone))
tell("ranges", client.ips.list())

settings = client.zones.settings
tell("setting", settings.edit("ssl", **at_zone, value="strict"))
tell("settingRead", settings.get("ssl", **at_zone))
tell("settingUntouched", settings.get("min_tls_version", **at_zone))

records = client.dns.records
for number in range(3):
    address_of = f"203.0.113.{number + 1}"
    records.create(**at_zone, type="A", name=f"a{number}", content=address_of, ttl=300)
pages("records", records.list(**at_zone, per_page=2, order="content", direction="desc"))
pages("recordsFiltered", records.list(**at_zone, name={"startswith": "a1"}, type="A"))
mail = records.create(**at_zone, type="MX", name="@", content="mx.example.net", priority=5, ttl=300)
tell("record", records.get(mail.id, **at_zone))
tell("recordEdited", records.edit(mail.id, **at_zone, type="MX", name="@", ttl=600))
tell(
    "batch",
    records.batch(
        **at_zone,
        deletes=[{"id": mail.id}],
        posts=[{"type": "TXT", "name": "t", "content": '"text"', "ttl": 300}],
    ),
)
refusal("recordGone", lambda: records.get(mail.id, **at_zone))
tell("export", records.export(**at_zone))

balancing = client.load_balancers
monitor = balancing.monitors.create(
    **at_account, type="https", expected_codes="200", path="/healthz", header={"Host": ["www.example.com"]}
)
tell("monitor", balancing.monitors.get(monitor.id, **at_account))
pages("monitors", balancing.monitors.list(**at_account))
origins = [{"name": "one", "address": "203.0.113.30", "enabled": True}]
pool = balancing.pools.create(**at_account, name="primary", monitor=monitor.id, origins=origins)
tell("pool", balancing.pools.get(pool.id, **at_account))
pages("pools", balancing.pools.list(**at_account))
tell("poolHealth", balancing.pools.health.get(pool.id, **at_account))
balancer = balancing.create(
    **at_zone, name="www.example.com", default_pools=[pool.id], fallback_pool=pool.id, proxied=True
)
tell("balancer", balancing.get(balancer.id, **at_zone))
pages("balancers", balancing.list(**at_zone))
refusal("poolInUse", lambda: balancing.pools.delete(pool.id, **at_account))

check = client.healthchecks.create(**at_zone, name="check", address="www.example.com", type="HTTPS")
tell("healthcheck", client.healthchecks.get(check.id, **at_zone))
pages("healthchecks", client.healthchecks.list(**at_zone))

rulesets = client.rulesets
rule = {"action": "set_cache_settings", "expression": "true", "action_parameters": {"cache": True}}
ruleset = rulesets.create(
    **at_zone, name="cache", kind="zone", phase="http_request_cache_settings", rules=[rule]
)
pages("rulesets", rulesets.list(**at_zone))
tell("ruleset", rulesets.get(id_of(ruleset), **at_zone))
tell("entryPoint", rulesets.phases.get("http_request_cache_settings", **at_zone))

page = client.page_rules.create(
    **at_zone,
    targets=[
        {"target": "url", "constraint": {"operator": "matches", "value": "*example.com/images/*"}}
    ],
    actions=[{"id": "cache_level", "value": "bypass"}],
    status="active",
)
tell("pageRule", client.page_rules.get(page.id, **at_zone))
tell("pageRules", client.page_rules.list(**at_zone))

route = client.workers.routes.create(**at_zone, pattern="www.example.com/*")
tell("route", client.workers.routes.get(route.id, **at_zone))
pages("routes", client.workers.routes.list(**at_zone))

tunnels = client.zero_trust.tunnels.cloudflared
tunnel = tunnels.create(**at_account, name="web", config_src="cloudflare")
tell("tunnel", tunnels.get(tunnel.id, **at_account))
ingress = [
    {"hostname": "app.example.com", "service": "http://localhost:8080"},
    {"hostname": "", "service": "http_status:404"},
]
tunnels.configurations.update(tunnel.id, **at_account, config={"ingress": ingress})
tell("tunnelConfiguration", tunnels.configurations.get(tunnel.id, **at_account))

room = client.waiting_rooms.create(
    **at_zone, name="sale", host="www.example.com", new_users_per_minute=200, total_active_users=200
)
tell("room", client.waiting_rooms.get(room.id, **at_zone))
pages("rooms", client.waiting_rooms.list(**at_zone))
event = client.waiting_rooms.events.create(
    room.id,
    **at_zone,
    name="opening",
    event_start_time="2030-01-01T10:00:00Z",
    event_end_time="2030-01-01T12:00:00Z",
)
tell("event", event)
pages("events", client.waiting_rooms.events.list(room.id, **at_zone))
passing = {"action": "bypass_waiting_room", "expression": 'http.request.uri.path eq "/healthz"'}
client.waiting_rooms.rules.update(room.id, **at_zone, rules=[passing])
pages("roomRules", client.waiting_rooms.rules.get(room.id, **at_zone))

lists = client.rules.lists
held = lists.create(**at_account, kind="ip", name="uptime")
tell("operation", lists.items.create(held.id, **at_account, body=[{"ip": "203.0.113.9"}]))
pages("items", lists.items.list(held.id, **at_account))
tell("list", lists.get(held.id, **at_account))

alerting = client.alerting
hook = alerting.destinations.webhooks.create(
    **at_account, name="pager", url="https://hooks.example.net/x"
)
pages("webhooks", alerting.destinations.webhooks.list(**at_account))
alerting.policies.create(
    **at_account,
    name="health",
    enabled=True,
    alert_type="load_balancing_health_alert",
    mechanisms={"webhooks": [{"id": hook.id}]},
)
pages("policies", alerting.policies.list(**at_account))

pages("originCertificates", client.origin_ca_certificates.list(**at_zone))
pages("originPullCertificates", client.origin_tls_client_auth.zone_certificates.list(**at_zone))
tell("originPulls", client.origin_tls_client_auth.settings.get(**at_zone))
client.cache.smart_tiered_cache.edit(**at_zone, value="on")
tell("tieredCache", client.cache.smart_tiered_cache.get(**at_zone))
tell("argo", client.argo.smart_routing.get(**at_zone))
pages("certificatePacks", client.ssl.certificate_packs.list(**at_zone))
pages("customPages", client.custom_pages.list(**at_zone))

refusal("zoneElsewhere", lambda: client.zones.get(zone_id="f" * 32))
print(json.dumps(told))
