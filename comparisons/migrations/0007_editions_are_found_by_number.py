

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('comparisons', '0006_merge_permissions_and_edition_claims'),
    ]

    operations = [
        migrations.AlterField(
            model_name='edition',
            name='comparison',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='editions', to='comparisons.comparison'),
        ),
    ]
