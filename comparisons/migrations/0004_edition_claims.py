import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('comparisons', '0003_revisions'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='EditionClaim',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('claim', models.CharField(max_length=120)),
                ('place', models.CharField(choices=[('cell', 'Cell of the table'), ('strength', 'Strength'), ('weakness', 'Weakness'), ('finding', 'Finding')], max_length=8)),
            ],
            options={
                'ordering': ['edition', 'id'],
            },
        ),
        migrations.AddIndex(
            model_name='edition',
            index=models.Index(fields=['-published_at', '-id'], name='edition_newest_first'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='edition',
            trigger=pgtrigger.compiler.Trigger(name='records_its_claims', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n    INSERT INTO comparisons_editionclaim (edition_id, claim, place)\n    SELECT edition.id, shown.claim, shown.place\n    FROM made edition, LATERAL (\n        SELECT jsonb_path_query(edition.document, '$.rows[*].cells[*].claim') #>> '{}', 'cell'\n        UNION ALL\n        SELECT jsonb_path_query(edition.document, '$.points[*].strengths[*].claim') #>> '{}', 'strength'\n        UNION ALL\n        SELECT jsonb_path_query(edition.document, '$.points[*].weaknesses[*].claim') #>> '{}', 'weakness'\n        UNION ALL\n        SELECT jsonb_path_query(edition.document, '$.findings[*].claim') #>> '{}', 'finding'\n    ) AS shown (claim, place)\n    WHERE shown.claim <> ''\n    ON CONFLICT DO NOTHING\n; RETURN NULL;", hash='e3b6e1a783b99d57ee25703ed13d70841a1b4cf2', level='STATEMENT', operation='INSERT', pgid='pgtrigger_records_its_claims_b79d6', referencing='REFERENCING NEW TABLE AS made ', table='comparisons_edition', when='AFTER')),
        ),
        migrations.AddField(
            model_name='editionclaim',
            name='edition',
            field=models.ForeignKey(on_delete=django.db.models.deletion.DO_NOTHING, related_name='claims', to='comparisons.edition'),
        ),
        migrations.AddConstraint(
            model_name='editionclaim',
            constraint=models.UniqueConstraint(fields=('claim', 'edition'), name='edition_claim_recorded_once', violation_error_message='This claim is recorded for this edition already.'),
        ),
        migrations.AddConstraint(
            model_name='editionclaim',
            constraint=models.CheckConstraint(condition=models.Q(('claim__regex', '\\S')), name='edition_claim_named', violation_error_message='A claim has an id.'),
        ),
        migrations.AddConstraint(
            model_name='editionclaim',
            constraint=models.CheckConstraint(condition=models.Q(('place__in', ['cell', 'strength', 'weakness', 'finding'])), name='edition_claim_place_known', violation_error_message='Choose one of: Cell of the table, Strength, Weakness, Finding.'),
        ),
    ]
