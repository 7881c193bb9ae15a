"""/citations: the standards, the bibliography and each source."""

from django.urls import path, re_path

from citations import views

urlpatterns = [
    path("citations", views.bibliography, name="bibliography"),
    path("citations/<slug:key>", views.source_page, name="source"),
    re_path(
        r"^citations/(?P<key>[a-z0-9-]+)\.(?P<suffix>bib|ris|csl\.json)\Z", views.source_export, name="source-export"
    ),
]
