"""One way to render every form: labels, hints, errors beside the field and in a summary on top."""

from __future__ import annotations

from django.forms.renderers import TemplatesSetting


class PortalRenderer(TemplatesSetting):
    """`{{ form }}` and `{{ field.as_field_group }}` in the design system's look."""

    form_template_name = "components/form.html"
    field_template_name = "components/field.html"
