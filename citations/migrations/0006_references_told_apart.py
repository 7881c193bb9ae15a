from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('citations', '0005_references_moved_to_their_places'),
    ]

    operations = [
        migrations.AddConstraint(
            model_name='authorship',
            constraint=models.CheckConstraint(condition=models.Q(('organisation__in', ['others', 'Others', 'et al.', 'et al']), _negated=True), name='authorship_names_somebody', violation_error_message='“Others” is nobody’s name: mark the source as having more authors instead.'),
        ),
        migrations.AddConstraint(
            model_name='source',
            constraint=models.CheckConstraint(condition=models.Q(('container', ''), models.Q(('type__in', ('preprint', 'book', 'report', 'dataset')), _negated=True), _connector='OR'), name='source_container_only_of_a_part', violation_error_message='A preprint, book, report or data set is no part of something larger: name its publisher, or where it is kept.'),
        ),
    ]
