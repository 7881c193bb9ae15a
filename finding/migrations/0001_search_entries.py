"""The search table, empty, and what it needs of PostgreSQL."""

import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.contrib.postgres.search
import django.db.models.deletion
from django.contrib.postgres.operations import CreateExtension, UnaccentExtension
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('citations', '0014_figures_that_rest_on_a_source'),
        ('comparisons', '0011_histories_of_all_that_readers_see'),
        ('entities', '0007_boundaries_of_figures'),
    ]

    operations = [
        UnaccentExtension(),
        CreateExtension('fuzzystrmatch'),
        migrations.CreateModel(
            name='FoundAuthorship',
            fields=[
            ],
            options={
                'ordering': ['source_id', 'position'],
                'proxy': True,
                'default_permissions': (),
                'indexes': [],
                'constraints': [],
            },
            bases=('citations.authorship',),
        ),
        migrations.CreateModel(
            name='FoundCategory',
            fields=[
            ],
            options={
                'ordering': ['name'],
                'proxy': True,
                'default_permissions': (),
                'indexes': [],
                'constraints': [],
            },
            bases=('comparisons.category',),
        ),
        migrations.CreateModel(
            name='FoundCitation',
            fields=[
            ],
            options={
                'ordering': ['claim', 'position', 'id'],
                'proxy': True,
                'default_permissions': (),
                'indexes': [],
                'constraints': [],
            },
            bases=('citations.citation',),
        ),
        migrations.CreateModel(
            name='FoundClaim',
            fields=[
            ],
            options={
                'ordering': ['public_id'],
                'proxy': True,
                'default_permissions': (),
                'indexes': [],
                'constraints': [],
            },
            bases=('entities.claim',),
        ),
        migrations.CreateModel(
            name='FoundComparison',
            fields=[
            ],
            options={
                'ordering': ['title'],
                'proxy': True,
                'default_permissions': (),
                'indexes': [],
                'constraints': [],
            },
            bases=('comparisons.comparison',),
        ),
        migrations.CreateModel(
            name='FoundDimension',
            fields=[
            ],
            options={
                'ordering': ['name'],
                'proxy': True,
                'default_permissions': (),
                'indexes': [],
                'constraints': [],
            },
            bases=('entities.dimension',),
        ),
        migrations.CreateModel(
            name='FoundEntity',
            fields=[
            ],
            options={
                'ordering': ['name'],
                'proxy': True,
                'default_permissions': (),
                'indexes': [],
                'constraints': [],
            },
            bases=('entities.entity',),
        ),
        migrations.CreateModel(
            name='FoundPublicSource',
            fields=[
            ],
            options={
                'ordering': ['source'],
                'proxy': True,
                'default_permissions': (),
                'indexes': [],
                'constraints': [],
            },
            bases=('citations.publicsource',),
        ),
        migrations.CreateModel(
            name='FoundRow',
            fields=[
            ],
            options={
                'ordering': ['comparison', 'position'],
                'proxy': True,
                'default_permissions': (),
                'indexes': [],
                'constraints': [],
            },
            bases=('comparisons.row',),
        ),
        migrations.CreateModel(
            name='FoundSide',
            fields=[
            ],
            options={
                'ordering': ['comparison', 'position'],
                'proxy': True,
                'default_permissions': (),
                'indexes': [],
                'constraints': [],
            },
            bases=('comparisons.side',),
        ),
        migrations.CreateModel(
            name='FoundSource',
            fields=[
            ],
            options={
                'ordering': ['key'],
                'proxy': True,
                'default_permissions': (),
                'indexes': [],
                'constraints': [],
            },
            bases=('citations.source',),
        ),
        migrations.CreateModel(
            name='SearchEntry',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('comparison', 'Comparisons'), ('entity', 'Entities'), ('dimension', 'Dimensions'), ('claim', 'Claims'), ('source', 'Sources')], max_length=10)),
                ('thing', models.BigIntegerField(verbose_name='key of what it is about')),
                ('is_public', models.BooleanField()),
                ('names', django.contrib.postgres.fields.ArrayField(base_field=models.TextField())),
                ('vector', django.contrib.postgres.search.SearchVectorField()),
                ('realm', models.CharField(max_length=12)),
                ('entity_kind', models.CharField(max_length=12)),
                ('group', models.BigIntegerField(null=True, verbose_name='key of the group of dimensions')),
                ('has_figures', models.BooleanField()),
                ('tier', models.CharField(max_length=20)),
                ('year', models.SmallIntegerField(null=True)),
            ],
            options={
                'verbose_name_plural': 'search entries',
                'ordering': ['kind', 'thing'],
                'default_permissions': (),
                'indexes': [django.contrib.postgres.indexes.GinIndex(models.F('names'), condition=models.Q(('is_public', True)), name='search_names'), django.contrib.postgres.indexes.GinIndex(models.F('vector'), condition=models.Q(('is_public', True), ('kind', 'comparison')), name='search_words_of_comparison'), django.contrib.postgres.indexes.GinIndex(models.F('vector'), condition=models.Q(('is_public', True), ('kind', 'entity')), name='search_words_of_entity'), django.contrib.postgres.indexes.GinIndex(models.F('vector'), condition=models.Q(('is_public', True), ('kind', 'dimension')), name='search_words_of_dimension'), django.contrib.postgres.indexes.GinIndex(models.F('vector'), condition=models.Q(('is_public', True), ('kind', 'claim')), name='search_words_of_claim'), django.contrib.postgres.indexes.GinIndex(models.F('vector'), condition=models.Q(('is_public', True), ('kind', 'source')), name='search_words_of_source')],
                'constraints': [models.UniqueConstraint(models.F('kind'), models.F('thing'), name='search_entry_once')],
            },
        ),
        migrations.CreateModel(
            name='NameWord',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('word', models.CharField(max_length=60)),
                ('initial', models.CharField(max_length=1)),
                ('entry', models.ForeignKey(on_delete=django.db.models.deletion.DB_CASCADE, related_name='words', to='finding.searchentry')),
            ],
            options={
                'ordering': ['word'],
                'default_permissions': (),
            },
        ),
        migrations.AddIndex(
            model_name='nameword',
            index=models.Index(models.F('initial'), models.F('word'), name='name_word_by_initial'),
        ),
    ]
