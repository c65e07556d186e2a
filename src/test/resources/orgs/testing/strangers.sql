-- What another user could create in a schema of somebody's search path: operators of every pair of types, functions,
-- types, casts and views under the names of PostgreSQL's own and of ours. Whatever runs one of them counts it, which no
-- rollback undoes, and fails. STRANGER stands for the schema, which is there.
SET search_path = pg_catalog;
SET check_function_bodies = off;
SET client_min_messages = error;
CREATE SCHEMA strangers;
CREATE SEQUENCE strangers.calls;
CREATE FUNCTION strangers.run(text) RETURNS boolean LANGUAGE plpgsql SECURITY DEFINER AS $$
BEGIN
  PERFORM pg_catalog.nextval('strangers.calls');
  RAISE EXCEPTION 'a stranger''s % was run', $1;
END $$;
GRANT USAGE ON SCHEMA strangers, STRANGER TO PUBLIC;

DO $do$
DECLARE
  types text[] := ARRAY['varchar', 'text', 'name', 'bpchar', '"char"', 'bigint', 'integer', 'smallint', 'boolean', 'oid',
      'regclass', 'numeric', 'float8', 'real', 'timestamptz', 'xid8', 'json', 'varchar[]', 'text[]', 'name[]', 'bigint[]',
      'integer[]', 'anyelement', 'anyarray'];
  operators text[] := ARRAY['=', '<>', '<', '>', '<=', '>=', '~~', '~~*', '!~~', '!~~*', '~', '~*', '!~', '!~*', '||',
      '+', '-', '*', '/', '%', '&', '|', '&&', '@>', '<@', '->', '->>', '%>', '<->'];
  a text;
  b text;
  operator text;
BEGIN
  FOREACH a IN ARRAY types LOOP
    EXECUTE format('CREATE FUNCTION STRANGER."a stranger''s"(%s) RETURNS boolean LANGUAGE plpgsql AS'
        ' $$ BEGIN RETURN strangers.run(%L); END $$', a, 'operator of ' || a);
    FOREACH operator IN ARRAY ARRAY['-', '+', '~', '@'] LOOP
      EXECUTE format('CREATE OPERATOR STRANGER.%s (RIGHTARG = %s, FUNCTION = STRANGER."a stranger''s")', operator, a);
    END LOOP;
    FOREACH b IN ARRAY types LOOP
      EXECUTE format('CREATE FUNCTION STRANGER."a stranger''s"(%s, %s) RETURNS boolean LANGUAGE plpgsql AS'
          ' $$ BEGIN RETURN strangers.run(%L); END $$', a, b, 'operator of ' || a || ' and ' || b);
      FOREACH operator IN ARRAY operators LOOP
        BEGIN
          EXECUTE format('CREATE OPERATOR STRANGER.%s (LEFTARG = %s, RIGHTARG = %s, FUNCTION = STRANGER."a stranger''s")',
              operator, a, b);
        EXCEPTION WHEN duplicate_function THEN
          NULL; -- an extension's
        END;
      END LOOP;
    END LOOP;
  END LOOP;
END $do$;

-- Each function of PostgreSQL's and pg_trgm's, as it is and where another type would fit its arguments better. Those
-- that operators stand for are called by nobody, and those of Citus by itself, on its nodes.
DO $do$
DECLARE
  f record;
BEGIN
  FOR f IN
    WITH original AS (
      SELECT proname, (SELECT coalesce(array_agg(format_type(t, NULL) ORDER BY i), '{}')
              FROM unnest(proargtypes) WITH ORDINALITY AS argument (t, i)) AS arguments
          FROM pg_proc
          WHERE (pronamespace = 'pg_catalog'::regnamespace
              AND NOT EXISTS (SELECT FROM pg_depend WHERE objid = pg_proc.oid AND deptype = 'e')
              OR proname ~ 'similarity') AND pronargs <= 5
          AND NOT EXISTS (SELECT FROM pg_operator WHERE oprcode = pg_proc.oid)
          AND NOT EXISTS (SELECT FROM pg_amproc WHERE amproc = pg_proc.oid)
          AND NOT EXISTS (SELECT FROM unnest(proargtypes) AS t JOIN pg_type ON pg_type.oid = t
              WHERE typtype = 'p' AND typname NOT LIKE 'any%')
    ), variant AS (
      SELECT proname, array_replace(arguments, '"any"', 'text') AS arguments FROM original
      UNION SELECT proname, array_replace(array_replace(arguments, '"any"', 'varchar'), 'text', 'varchar') FROM original
      UNION SELECT proname, array_replace(array_replace(arguments, '"any"', 'bigint'), 'bigint', 'integer') FROM original
      UNION SELECT proname, array_replace(array_replace(arguments, '"any"', 'integer'), 'text', 'name') FROM original
      -- Arguments of any type, and any number of them.
      UNION SELECT proname, array_replace(arguments, polymorphic, t) FROM original,
          unnest(ARRAY['anyelement', 'anynonarray', 'anycompatible']) AS polymorphic,
          unnest(ARRAY['text', 'varchar', 'name', 'bigint', 'integer']) AS t
      UNION SELECT proname, array_replace(arguments, polymorphic, t || '[]') FROM original,
          unnest(ARRAY['anyarray', 'anycompatiblearray']) AS polymorphic,
          unnest(ARRAY['text', 'varchar', 'bigint', 'integer']) AS t
      UNION SELECT proname, array_fill(t, ARRAY[n]) FROM original, generate_series(2, 5) AS n,
          unnest(ARRAY['text', 'varchar', 'name', 'bigint']) AS t WHERE '"any"' = ANY (arguments)
      UNION SELECT proname, ARRAY['numeric', 'bigint', 'bigint'] FROM original WHERE '"any"' = ANY (arguments)
    )
    SELECT proname, array_to_string(arguments, ', ') AS arguments FROM variant WHERE NOT '"any"' = ANY (arguments)
  LOOP
    BEGIN
      EXECUTE format('CREATE FUNCTION STRANGER.%I(%s) RETURNS boolean LANGUAGE plpgsql AS'
          ' $$ BEGIN RETURN strangers.run(%L); END $$', f.proname, f.arguments, f.proname);
    EXCEPTION WHEN duplicate_function OR invalid_function_definition THEN
      NULL;
    END;
  END LOOP;
END $do$;

DO $do$
DECLARE
  relation text;
BEGIN
  FOR relation IN SELECT relname FROM pg_class
      WHERE relnamespace = 'pg_catalog'::regnamespace AND relkind IN ('r', 'v') LOOP
    EXECUTE format('CREATE VIEW STRANGER.%I AS SELECT oid FROM pg_catalog.pg_class WHERE strangers.run(%1$L)', relation);
  END LOOP;
  FOREACH relation IN ARRAY ARRAY['organizations', 'members', 'flyway_schema_history', 'orgs_rows', 'orgs_difference',
      'orgs_scope', 'orgs_known', 'orgs_gone', 'orgs_restored'] LOOP
    EXECUTE format('CREATE VIEW STRANGER.%I AS SELECT 1::bigint AS org_id, ''x''::varchar AS org_name, 1::bigint AS member_id,'
        ' ''x''::varchar AS member_name WHERE strangers.run(%1$L)', relation);
  END LOOP;
END $do$;

DO $do$
DECLARE
  type text;
BEGIN
  FOREACH type IN ARRAY ARRAY['text', 'name', 'oid', 'regclass', 'regnamespace', 'xid8', 'float8', 'int4', 'int8', 'bool',
      'json', 'varchar', 'bigint', 'numeric'] LOOP
    EXECUTE format('CREATE TYPE STRANGER.%I AS ENUM ()', type);
    EXECUTE format('CREATE FUNCTION STRANGER."a stranger''s type"(text) RETURNS STRANGER.%I LANGUAGE plpgsql AS'
        ' $$ BEGIN PERFORM strangers.run(%1$L); END $$', type);
    EXECUTE format('CREATE CAST (text AS STRANGER.%I) WITH FUNCTION STRANGER."a stranger''s type"(text) AS IMPLICIT', type);
    EXECUTE format('ALTER FUNCTION STRANGER."a stranger''s type"(text) RENAME TO %I', 'a stranger''s ' || type);
  END LOOP;
END $do$;
