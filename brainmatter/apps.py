from django.apps import AppConfig


class BrainmatterConfig(AppConfig):
    name = "brainmatter"
