"""The least that a full-screen program by Textual can be: one text, which is another at each key."""

from textual.app import App, ComposeResult
from textual.events import Key
from textual.widgets import Static


class Bare(App[None]):
    """A text that counts the keys."""

    BINDINGS = [("ctrl+q", "quit", "Quit")]  # noqa: RUF012
    ENABLE_COMMAND_PALETTE = False

    def compose(self) -> ComposeResult:
        """The text."""
        yield Static("Nothing was pressed", markup=False)

    def on_key(self, event: Key) -> None:
        """Counts."""
        self.pressed = getattr(self, "pressed", 0) + 1
        self.query_one(Static).update(f"{self.pressed} keys were pressed")


if __name__ == "__main__":
    Bare().run()
