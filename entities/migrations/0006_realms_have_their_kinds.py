"""Tell PostgreSQL which realms have which kinds, so that it does not read every entity to find that there is none."""

from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [
        ('entities', '0005_histories_of_all_that_readers_see'),
    ]

    operations = [
        migrations.RunSQL(
            "CREATE STATISTICS entity_realm_with_kind (mcv) ON realm, kind FROM entities_entity",
            "DROP STATISTICS entity_realm_with_kind",
        ),
    ]
