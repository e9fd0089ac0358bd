"""Static files as they are served: under names that change with their content, and with the headers that mean something for a file."""

from whitenoise.storage import CompressedManifestStaticFilesStorage

POLICY = "default-src 'none'; frame-ancestors 'none'"


class StaticFiles(CompressedManifestStaticFilesStorage):
    # Modules that another module imports get such a name too: else they are asked for again in every minute.
    support_js_module_import_aggregation = True


def add_headers(headers, path, url):
    """The policy of a page would say five times as much of a file, on each of the forty of the map's page."""
    headers["Content-Security-Policy"] = POLICY
