"""What can be asked about comparisons and editions: one method a page."""

from django.db import models

from core.publishing_status import PublishableQuerySet


class ComparisonQuerySet(PublishableQuerySet):
    pass


class EditionQuerySet(models.QuerySet):
    pass
