from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [
        ('comparisons', '0004_permissions_to_publish_and_withdraw'),
        ('comparisons', '0005_claims_of_the_editions_there_are'),
    ]

    operations = [
    ]
