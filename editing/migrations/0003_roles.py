from django.db import migrations, models


def give_roles(apps, schema_editor):
    # The declaration as it is today, not as it was: whoever migrates later is given what the roles may do then.
    from editing.granting import apply_roles

    apply_roles(apps=apps, using=schema_editor.connection.alias)


class Migration(migrations.Migration):

    dependencies = [
        ('auth', '0012_alter_user_first_name_max_length'),
        ('contenttypes', '0002_remove_content_type_name'),
        ('editing', '0002_loaded_records_move_to_loading'),
    ]

    operations = [
        migrations.CreateModel(
            name='RoleGrant',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('role', models.CharField(max_length=150)),
                ('permission', models.CharField(max_length=200)),
            ],
            options={
                'ordering': ['role', 'permission'],
                'constraints': [models.UniqueConstraint(fields=('role', 'permission'), name='role_grant_given_once', violation_error_message='This role was given this permission already.')],
            },
        ),
        migrations.RunPython(give_roles, migrations.RunPython.noop),
    ]
