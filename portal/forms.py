"""One way to render every form, and one way to clean what people type into it."""

from __future__ import annotations

from django import forms
from django.core.exceptions import ValidationError
from django.forms.renderers import TemplatesSetting

from portal.text import clean_text


class PortalRenderer(TemplatesSetting):
    """`{{ form }}` and `{{ field.as_field_group }}` in the design system's look."""

    form_template_name = "components/form.html"
    field_template_name = "components/field.html"


class CleanForm(forms.Form):
    """A form whose texts come out without anything invisible; a text of nothing else counts as empty."""

    def _clean_fields(self) -> None:
        super()._clean_fields()  # type: ignore[misc]
        for name, value in list(self.cleaned_data.items()):
            if isinstance(value, str):
                cleaned = self.cleaned_data[name] = clean_text(value)
                if value and not cleaned and self.fields[name].required:
                    self.add_error(name, ValidationError(self.fields[name].error_messages["required"], code="required"))
