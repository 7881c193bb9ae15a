"""/comparisons: the views of this app in the order in which a reader meets them."""

from django.urls import path

from comparisons import views

urlpatterns = [
    path("comparisons", views.comparison_index, name="comparison-index"),
    path("comparisons/<slug:slug>", views.uncategorised, name="uncategorised-comparison"),
    path("comparisons/<slug:category>/<slug:slug>", views.comparison_page, name="comparison"),
    path("comparisons/<slug:category>/<slug:slug>.json", views.comparison_json, name="comparison-json"),
]
