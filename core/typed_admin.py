"""Django's admin and form classes as the type checker knows them: generic over their models, which at run time they
are not, and with those of their own methods that the stubs leave out."""

from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import admin
from django.contrib.admin import options
from django.core.exceptions import ValidationError
from django.db.models import Model

if TYPE_CHECKING:
    from django.contrib.admin import ModelAdmin, StackedInline, TabularInline
    from django.contrib.admin.options import BaseModelAdmin

    class ModelForm[M: Model](forms.ModelForm[M]):
        def _get_validation_exclusions(self) -> set[str]: ...
        def _update_errors(self, errors: ValidationError) -> None: ...

    class BaseInlineFormSet[C: Model, P: Model, F: forms.ModelForm[Any]](forms.BaseInlineFormSet[C, P, F]):
        def _construct_form(self, i: int, **kwargs: Any) -> F: ...

else:

    class _Subscriptable:
        def __class_getitem__(cls, parameters):
            return cls

    class BaseModelAdmin(_Subscriptable, options.BaseModelAdmin):
        pass

    class ModelAdmin(_Subscriptable, admin.ModelAdmin):
        pass

    class StackedInline(_Subscriptable, admin.StackedInline):
        pass

    class TabularInline(_Subscriptable, admin.TabularInline):
        pass

    class ModelForm(_Subscriptable, forms.ModelForm):
        pass

    class BaseInlineFormSet(_Subscriptable, forms.BaseInlineFormSet):
        pass


__all__ = ["BaseInlineFormSet", "BaseModelAdmin", "ModelAdmin", "ModelForm", "StackedInline", "TabularInline"]
