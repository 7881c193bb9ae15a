from django.db import migrations


class Migration(migrations.Migration):
    """The loader is an app of its own: its one table gets that app's name, with every row in it."""

    dependencies = [("editing", "0001_initial")]

    operations = [
        migrations.SeparateDatabaseAndState(
            database_operations=[migrations.AlterModelTable("LoadedRecord", "loading_loadedrecord")],
            state_operations=[migrations.DeleteModel("LoadedRecord")],
        ),
    ]
