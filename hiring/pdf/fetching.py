"""What a document may load: files under one folder of the package, and data it carries itself."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse


class Refused(FatalURLFetchingError):  # type: ignore[misc]
    """Ends the drawing: a document that wants something from outside was tampered with."""


class AssetFetcher(URLFetcher):  # type: ignore[misc]
    """Reads `asset:/name` below `root` and `data:`; raises Refused for anything else, without touching it."""

    def __init__(self, root: Path) -> None:
        super().__init__(allowed_protocols=("asset", "data"), allow_redirects=False, fail_on_errors=True)
        self.root = root.resolve()

    def fetch(self, url: str, headers: dict[str, str] | None = None) -> Any:
        parts = urlsplit(url)
        if parts.scheme == "data":
            return super().fetch(url, headers)
        if parts.scheme != "asset":
            raise Refused(f"{parts.scheme or 'relative'} address refused")
        path = (self.root / unquote(parts.path).lstrip("/")).resolve()
        if not path.is_relative_to(self.root) or not path.is_file():
            raise Refused("asset outside the package refused")
        return URLFetcherResponse(url, path.read_bytes())
