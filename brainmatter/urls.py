"""Every address of the site. No trailing slash: `addresses.py` redirects the slashed form."""

from django.contrib import admin
from django.urls import include, path, re_path
from django.views.generic import RedirectView

from brainmatter.pages import ai_disclosure, claims, dimensions, entities, health_and_robots, home, sitemap

handler500 = "brainmatter.pages.error_pages.failed"
# A picture to share, under what tells its drawing from any other.
_SHARED = r"(?P<slug>[-a-zA-Z0-9_]+)/share-(?P<digest>[0-9a-f]{16})\.png\Z"
urlpatterns = [
    path("", home.home, name="home"),
    path("about", home.about, name="about"),
    path("ai-content-disclosure", ai_disclosure.ai_content_disclosure, name="ai-content-disclosure"),
    path("", include("comparisons.urls")),
    path("entities", entities.entity_index, name="entity-index"),
    path("entities/<slug:slug>", entities.entity_page, name="entity"),
    re_path(rf"^entities/{_SHARED}", entities.entity_picture, name="entity-picture"),
    path("dimensions", dimensions.dimension_index, name="dimension-index"),
    path("dimensions/<slug:slug>", dimensions.dimension_page, name="dimension"),
    re_path(rf"^dimensions/{_SHARED}", dimensions.dimension_picture, name="dimension-picture"),
    path("claims/<slug:public_id>", claims.claim_card, name="claim"),
    path("", include("citations.urls")),
    path("", include("finding.urls")),
    path("", include("inquiries.urls")),
    path("healthz", health_and_robots.healthz, name="healthz"),
    path("readyz", health_and_robots.readyz, name="readyz"),
    path("robots.txt", health_and_robots.robots, name="robots"),
    path("sitemap.xml", sitemap.index, name="sitemap"),
    re_path(r"^sitemaps/(?P<kind>[a-z]+)-(?P<number>[1-9][0-9]{0,6})\.xml\Z", sitemap.file, name="sitemap-file"),
    path("admin", RedirectView.as_view(url="/admin/")),
    path("admin/", admin.site.urls),
]
