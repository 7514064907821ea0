"""Every form: labels, hints and errors belong to their fields, and a summary stands on top."""

from __future__ import annotations

from django import forms


class Sample(forms.Form):
    """One field of each shape."""

    name = forms.CharField(label="姓名", help_text="与身份证一致。")
    note = forms.CharField(label="备注", required=False)
    who = forms.ChoiceField(label="为谁", choices=[("me", "本人"), ("kin", "家人")], widget=forms.RadioSelect)
    agreed = forms.BooleanField(label="同意")
    secret = forms.CharField(widget=forms.HiddenInput, initial="x")


def test_form_unbound_has_labels_and_no_error_summary() -> None:
    shown = str(Sample())
    assert "error-summary" not in shown
    assert '<label class="label" for="id_name">' in shown
    assert 'aria-describedby="id_name_helptext"' in shown
    assert 'id="id_name_helptext"' in shown


def test_form_marks_optional_fields_only() -> None:
    shown = str(Sample())
    assert shown.count("（选填）") == 1


def test_form_groups_choices_in_a_fieldset_with_legend() -> None:
    shown = str(Sample())
    assert "<fieldset" in shown
    assert "<legend" in shown


def test_form_with_errors_summarises_them_with_links_to_the_fields() -> None:
    shown = str(Sample({"name": "", "who": ""}))
    assert 'role="alert"' in shown
    assert 'href="#id_name"' in shown
    assert 'href="#id_who_0"' in shown
    assert 'aria-invalid="true"' in shown
    assert 'id="id_name_error"' in shown
    assert 'aria-describedby="id_name_helptext id_name_error"' in shown


def test_form_shows_errors_of_the_whole_form() -> None:
    form = Sample({"name": "王秀兰", "who": "me", "agreed": "on", "secret": "x"})
    form.add_error(None, "这个时段刚刚约满。")
    assert "这个时段刚刚约满。" in str(form)


def test_text_of_nothing_visible_counts_as_empty():
    from django import forms

    from portal.forms import CleanForm

    class Note(CleanForm):
        text = forms.CharField()
        more = forms.CharField(required=False)

    form = Note({"text": "\u200b\u202e", "more": "\u200b"})
    assert not form.is_valid()
    assert list(form.errors) == ["text"]
    form = Note({"text": " 王\u200b秀兰\u202e ", "more": ""})
    assert form.is_valid()
    assert form.cleaned_data == {"text": "王秀兰", "more": ""}
