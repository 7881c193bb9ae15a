"""Indexes for every order, filter and search that lists of entities, dimensions and claims offer."""

import django.contrib.postgres.indexes
import django.db.models.functions.text
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('core', '0002_words'),
        ('entities', '0003_permissions_to_publish_and_withdraw'),
    ]

    operations = [
        migrations.AddIndex(
            model_name='claim',
            index=models.Index(models.F('kind'), models.F('public_id'), name='claim_of_kind'),
        ),
        migrations.AddIndex(
            model_name='claim',
            index=models.Index(models.F('drafting'), models.F('public_id'), name='claim_by_drafting'),
        ),
        migrations.AddIndex(
            model_name='claim',
            index=models.Index(models.F('missing'), models.F('public_id'), name='claim_by_what_is_missing'),
        ),
        migrations.AddIndex(
            model_name='claim',
            index=django.contrib.postgres.indexes.GinIndex(django.contrib.postgres.indexes.OpClass(django.db.models.functions.text.Upper(models.F('public_id')), 'gin_trgm_ops'), django.contrib.postgres.indexes.OpClass(django.db.models.functions.text.Upper(models.F('text')), 'gin_trgm_ops'), name='claim_words'),
        ),
        migrations.AddIndex(
            model_name='dimension',
            index=models.Index(models.F('name'), name='dimension_by_name'),
        ),
        migrations.AddIndex(
            model_name='dimension',
            index=models.Index(models.F('group'), models.F('name'), name='dimension_of_group'),
        ),
        migrations.AddIndex(
            model_name='dimension',
            index=django.contrib.postgres.indexes.GinIndex(django.contrib.postgres.indexes.OpClass(django.db.models.functions.text.Upper(models.F('name')), 'gin_trgm_ops'), django.contrib.postgres.indexes.OpClass(django.db.models.functions.text.Upper(models.F('slug')), 'gin_trgm_ops'), django.contrib.postgres.indexes.OpClass(django.db.models.functions.text.Upper(models.F('definition')), 'gin_trgm_ops'), django.contrib.postgres.indexes.OpClass(django.db.models.functions.text.Upper(models.F('unit')), 'gin_trgm_ops'), name='dimension_words'),
        ),
        migrations.AddIndex(
            model_name='entity',
            index=models.Index(models.F('name'), name='entity_by_name'),
        ),
        migrations.AddIndex(
            model_name='entity',
            index=models.Index(models.F('realm'), models.F('name'), name='entity_of_realm'),
        ),
        migrations.AddIndex(
            model_name='entity',
            index=models.Index(models.F('kind'), models.F('name'), name='entity_of_kind'),
        ),
        migrations.AddIndex(
            model_name='entity',
            index=models.Index(models.F('realm'), models.F('kind'), models.F('name'), name='entity_of_realm_and_kind'),
        ),
        migrations.AddIndex(
            model_name='entity',
            index=models.Index(models.F('drafting'), models.F('name'), name='entity_by_drafting'),
        ),
        migrations.AddIndex(
            model_name='entity',
            index=django.contrib.postgres.indexes.GinIndex(django.contrib.postgres.indexes.OpClass(django.db.models.functions.text.Upper(models.F('name')), 'gin_trgm_ops'), django.contrib.postgres.indexes.OpClass(django.db.models.functions.text.Upper(models.F('slug')), 'gin_trgm_ops'), django.contrib.postgres.indexes.OpClass(django.db.models.functions.text.Upper(models.F('definition')), 'gin_trgm_ops'), django.contrib.postgres.indexes.OpClass(django.db.models.functions.text.Upper(models.Func(models.F('aliases'), function='array_as_text', output_field=models.TextField())), 'gin_trgm_ops'), name='entity_words'),
        ),
    ]
