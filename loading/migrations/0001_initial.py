from django.db import migrations, models


class Migration(migrations.Migration):
    """The model moves here from `editing`, whose migration 0002 has given the table its new name."""

    initial = True

    dependencies = [("editing", "0002_loaded_records_move_to_loading")]

    operations = [
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.CreateModel(
                    name="LoadedRecord",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        ("kind", models.CharField(max_length=20)),
                        ("key", models.CharField(max_length=400)),
                        ("fingerprint", models.CharField(max_length=64)),
                    ],
                    options={
                        "ordering": ["kind", "key"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("kind", "key"),
                                name="loaded_record_kept_once",
                                violation_error_message="The content files bring this record already.",
                            )
                        ],
                    },
                ),
            ],
        ),
    ]
