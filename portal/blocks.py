"""StreamField blocks that every article shares."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail import blocks
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.images.blocks import ImageChooserBlock

RICH_TEXT_FEATURES = ["bold", "italic", "ol", "ul", "link", "document-link"]


class HeadingBlock(blocks.CharBlock):
    """A heading inside an article."""

    class Meta:
        icon = "title"
        label = _("Heading")
        template = "blocks/heading.html"
        description = _("Divides a long text; appears one size below the title.")


class PictureBlock(blocks.StructBlock):
    """A picture with a description for those who don't see it."""

    image = ImageChooserBlock(label=_("Picture"))
    caption = blocks.CharBlock(label=_("Caption"), required=False, max_length=120)

    class Meta:
        icon = "image"
        label = _("Picture")
        template = "blocks/picture.html"
        description = _("A picture with an optional caption.")


class AdviceBlock(blocks.StructBlock):
    """What to do and what not to do, side by side."""

    do = blocks.ListBlock(blocks.CharBlock(max_length=120), label=_("Do"))
    dont = blocks.ListBlock(blocks.CharBlock(max_length=120), label=_("Don't"))

    class Meta:
        icon = "tick"
        label = _("Do and don't")
        template = "blocks/advice.html"
        description = _("Two short lists: what to do, what not to do.")


class CalloutBlock(blocks.StructBlock):
    """A boxed remark."""

    title = blocks.CharBlock(label=_("Title"), max_length=60)
    text = blocks.TextBlock(label=pgettext_lazy("block", "Text"), max_length=400)

    class Meta:
        icon = "warning"
        label = _("Boxed remark")
        template = "blocks/callout.html"
        description = _("One thing nobody should overlook.")


class ArticleBlocks(blocks.StreamBlock):
    """The body of an article."""

    heading = HeadingBlock()
    paragraph = blocks.RichTextBlock(
        features=RICH_TEXT_FEATURES,
        icon="pilcrow",
        label=pgettext_lazy("block", "Text"),
        template="blocks/paragraph.html",
        description=_("Running text with lists and links."),
    )
    picture = PictureBlock()
    advice = AdviceBlock()
    callout = CalloutBlock()
    document = DocumentChooserBlock(
        icon="doc-full", label=_("File"), template="blocks/document.html", description=_("A file to download.")
    )

    class Meta:
        block_counts = {"advice": {"max_num": 3}}
