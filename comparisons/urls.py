"""/comparisons: the views of this app in the order in which a reader meets them."""

from django.urls import path, register_converter
from django.urls.converters import IntConverter

from comparisons import edition_pages, views


class EditionNumberConverter(IntConverter):
    """A number from 1 as it is written, so that each edition has one address."""

    regex = "[1-9][0-9]{0,8}"


register_converter(EditionNumberConverter, "edition")
_ONE = "comparisons/<slug:category>/<slug:slug>"
urlpatterns = [
    path("comparisons", views.comparison_index, name="comparison-index"),
    path("comparisons/<slug:slug>", views.uncategorised, name="uncategorised-comparison"),
    path(_ONE, views.comparison_page, name="comparison"),
    path(f"{_ONE}.json", views.comparison_json, name="comparison-json"),
    path(f"{_ONE}/editions", edition_pages.edition_list, name="editions"),
    path(f"{_ONE}/editions/<edition:number>", edition_pages.edition_page, name="edition"),
    path(f"{_ONE}/editions/<edition:number>.png", edition_pages.edition_picture, name="edition-picture"),
    path(f"{_ONE}/editions/<edition:number>.json", edition_pages.edition_json, name="edition-json"),
]
