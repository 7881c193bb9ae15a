import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('comparisons', '0008_indexes_of_lists_and_words'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='DerivedNote',
            fields=[
                ('edition', models.OneToOneField(on_delete=django.db.models.deletion.DO_NOTHING, primary_key=True, related_name='derived_note', serialize=False, to='comparisons.edition')),
                ('note', models.TextField()),
            ],
            options={
                'ordering': ['edition'],
            },
        ),
        migrations.AddField(
            model_name='edition',
            name='author_role',
            field=models.CharField(blank=True, help_text='As it was on the day; not known of the first editions.', max_length=150, null=True),
        ),
        migrations.AddConstraint(
            model_name='edition',
            constraint=models.CheckConstraint(condition=models.Q(('author_role__isnull', True), ('author_role__regex', '\\S'), _connector='OR'), name='edition_author_role_named', violation_error_message='The role of an author is named, or not known.'),
        ),
        migrations.AddConstraint(
            model_name='derivednote',
            constraint=models.CheckConstraint(condition=models.Q(('note__regex', '\\S')), name='derived_note_says_something', violation_error_message='A note says what changed.'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='derivednote',
            trigger=pgtrigger.compiler.Trigger(name='makes_a_revision', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n    IF coalesce(current_setting('brainmatter.revised', true), '') = '' THEN\n        INSERT INTO core_revisionstep DEFAULT VALUES;\n        PERFORM set_config('brainmatter.revised', 'yes', true);\n    END IF;\n    RETURN NULL;\n", hash='ab65f7877a46df159caef7be1dd253d8811b9a12', level='STATEMENT', operation='INSERT OR UPDATE OR DELETE OR TRUNCATE', pgid='pgtrigger_makes_a_revision_ad04f', table='comparisons_derivednote', when='AFTER')),
        ),
    ]
