"""SQL triggers that refuse to change what must stay: used by the migrations.

`kontor.allow_flush` is a setting of the test suite's own connection: it lets a test
database be emptied between tests and is set nowhere else.
"""

_FUNCTION = """
CREATE OR REPLACE FUNCTION kontor_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF current_setting('kontor.allow_flush', true) = 'on' AND TG_OP IN ('TRUNCATE', 'DELETE') THEN
    RETURN CASE WHEN TG_OP = 'TRUNCATE' THEN NULL ELSE OLD END;
  END IF;
  RAISE EXCEPTION 'Rows of % are kept as they are: % refused', TG_TABLE_NAME, TG_OP
    USING ERRCODE = 'integrity_constraint_violation';
END $$;
"""

_TRUNCATE = """
CREATE TRIGGER {table}_keep_all BEFORE TRUNCATE ON {table}
  FOR EACH STATEMENT EXECUTE FUNCTION kontor_refuse();
"""


def function_sql() -> str:
    """The function that every guard calls."""
    return _FUNCTION


def append_only_sql(table: str) -> str:
    """Refuse every UPDATE, DELETE and TRUNCATE of the table."""
    return (
        f"CREATE TRIGGER {table}_keep BEFORE UPDATE OR DELETE ON {table}\n"
        "  FOR EACH ROW EXECUTE FUNCTION kontor_refuse();" + _TRUNCATE.format(table=table)
    )


def frozen_once_sql(table: str, when: str, free_columns: list[str]) -> str:
    """Once `when` holds for the old row, refuse DELETE and any change but of `free_columns`."""
    row = "to_jsonb({row})" + "".join(f" - '{column}'" for column in free_columns)
    old, new = row.format(row="OLD"), row.format(row="NEW")
    return f"""
CREATE TRIGGER {table}_keep_row BEFORE DELETE ON {table}
  FOR EACH ROW WHEN ({when}) EXECUTE FUNCTION kontor_refuse();
CREATE TRIGGER {table}_keep_values BEFORE UPDATE ON {table}
  FOR EACH ROW WHEN ({when} AND ({old}) IS DISTINCT FROM ({new}))
  EXECUTE FUNCTION kontor_refuse();
""" + _TRUNCATE.format(table=table)
