"""Django admin for what editors write and publish; the inbox and its mail have theirs in inquiries/admin/."""

from django.contrib import admin

from editing.admin import citations, comparisons, corrections, editions, entities
from editing.admin.sign_in import SignInForm

admin.site.site_title = "BrainMatter"
admin.site.site_header = "BrainMatter: the editors’ desk"
admin.site.index_title = "What would you like to work on?"
admin.site.empty_value_display = "–"
admin.site.login_form = SignInForm

__all__ = ["citations", "comparisons", "corrections", "editions", "entities"]
