from django.apps import AppConfig


class BrainmatterConfig(AppConfig):
    name = "brainmatter"

    def ready(self) -> None:
        from brainmatter import checks  # noqa: F401 - registers them
