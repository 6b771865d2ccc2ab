"""The words of the clients, for a search that stays quick in a directory of a million."""

import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.db.models.deletion
from django.db import migrations, models

# The lengths and the mark are those of clients/search_models.py.
KEEP_WORDS = """
CREATE FUNCTION kontor_keep_client_words() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  words text[];
BEGIN
  DELETE FROM kontor_clientword WHERE client_id = NEW.id;
  DELETE FROM kontor_clientpieces WHERE client_id = NEW.id;
  IF NEW.merged_into_id IS NOT NULL THEN
    RETURN NULL;
  END IF;
  SELECT coalesce(array_agg(DISTINCT left(word, 60) ORDER BY left(word, 60)), '{}') INTO words
    FROM regexp_split_to_table(NEW.search_text, ' ') AS word WHERE word <> '';
  INSERT INTO kontor_clientword (client_id, word, sort_name)
    SELECT NEW.id, word, NEW.sort_name FROM unnest(words) AS word;
  INSERT INTO kontor_clientpieces (client_id, pieces)
    SELECT NEW.id, coalesce(array_agg(DISTINCT piece), '{}') FROM (
      SELECT left(word, size) AS piece FROM unnest(words) AS word, generate_series(2, 5) AS size
      UNION SELECT '=' || word FROM unnest(words) AS word
    ) AS pieces;
  INSERT INTO kontor_knownword (word)
    SELECT word FROM unnest(words) AS word WHERE word ~ '[a-z]{3}' ORDER BY word
    ON CONFLICT DO NOTHING;
  RETURN NULL;
END $$;
CREATE TRIGGER kontor_client_words AFTER UPDATE ON kontor_client
  FOR EACH ROW EXECUTE FUNCTION kontor_keep_client_words();
-- As clients/record.py writes it now: the VAT number also without its country.
UPDATE kontor_client
  SET search_text = rtrim(left(search_text || ' ' || lower(substr(vat_number, 3)), 600));
DROP TRIGGER kontor_client_words ON kontor_client;
CREATE TRIGGER kontor_client_words AFTER INSERT ON kontor_client
  FOR EACH ROW EXECUTE FUNCTION kontor_keep_client_words();
CREATE TRIGGER kontor_client_words_anew AFTER UPDATE ON kontor_client
  FOR EACH ROW WHEN ((OLD.search_text, OLD.sort_name, OLD.merged_into_id)
    IS DISTINCT FROM (NEW.search_text, NEW.sort_name, NEW.merged_into_id))
  EXECUTE FUNCTION kontor_keep_client_words();
"""


class Migration(migrations.Migration):
    dependencies = [
        ("kontor", "0005_team_desk"),
    ]

    operations = [
        migrations.CreateModel(
            name="ClientPieces",
            fields=[
                (
                    "client",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="search_pieces",
                        serialize=False,
                        to="kontor.client",
                    ),
                ),
                (
                    "pieces",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.TextField(), size=None
                    ),
                ),
            ],
            options={
                "indexes": [
                    django.contrib.postgres.indexes.GinIndex(
                        fields=["pieces"], name="client_pieces"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="KnownWord",
            fields=[
                (
                    "word",
                    models.CharField(
                        db_collation="C", max_length=60, primary_key=True, serialize=False
                    ),
                ),
            ],
            options={
                "indexes": [
                    django.contrib.postgres.indexes.GinIndex(
                        fields=["word"], name="known_word_inside", opclasses=["gin_trgm_ops"]
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="ClientWord",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("word", models.CharField(db_collation="C", max_length=60)),
                ("sort_name", models.CharField(db_collation="C", max_length=200)),
                (
                    "client",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="words",
                        to="kontor.client",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        fields=["word", "sort_name", "client"], name="client_word_in_order"
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("client", "word"), name="client_word_once")
                ],
            },
        ),
        migrations.RunSQL(KEEP_WORDS),
    ]
