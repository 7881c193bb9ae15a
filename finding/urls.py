"""The addresses of search."""

from django.urls import path

from finding import views

urlpatterns = [
    path("search", views.search, name="search"),
    path("search/suggestions", views.suggestions, name="search-suggestions"),
]
