"""The coding desk's one form."""

from wtforms import SelectMultipleField
from wtforms.widgets import CheckboxInput, ListWidget

from feedback.core.forms import Form


class CodeForm(Form):
    """The themes that this coder gives. Nothing ticked is refused: "no theme" is its own button."""

    themes = SelectMultipleField(
        option_widget=CheckboxInput(), widget=ListWidget(prefix_label=False)
    )

    def chosen(self) -> list[str]:
        """The keys of the ticked themes."""
        return list(self.themes.data or [])
