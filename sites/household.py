"""PURE. Who stands behind an address of the internet, as far as limits can tell."""

from ipaddress import ip_address, ip_network


def household(address):
    """An IPv4 address, or the /64 of an IPv6 one, within which a household changes its address at will; "" for what is no address."""
    try:
        known = ip_address(address or "")
    except ValueError:
        return ""
    mapped = known.ipv4_mapped if known.version == 6 else None
    if mapped or known.version == 4:
        return str(mapped or known)
    return str(ip_network((int(known), 64), strict=False))
