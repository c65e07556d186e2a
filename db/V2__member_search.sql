-- One index for every filter on the names of one organization's members: LIKE, ILIKE, regular expressions, equality.
-- It leads with org_id (btree_gin), so that a small organization among large ones doesn't pay for them.
--
-- The extensions live outside the managed schema: they belong to the database, and dropping this schema must not take
-- other schemas' indexes along. Where they can't be had, everything works without the index;
-- where the migration of another schema is faster, they are there.
DO $$
DECLARE
  name text;
  home text;
BEGIN
  FOREACH name IN ARRAY ARRAY['btree_gin', 'pg_trgm'] LOOP
    IF NOT EXISTS (SELECT FROM pg_extension WHERE extname = name) THEN
      BEGIN
        EXECUTE format('CREATE EXTENSION %I SCHEMA public', name);
      EXCEPTION WHEN unique_violation OR duplicate_object THEN
        NULL;
      END;
    END IF;
  END LOOP;
  SELECT nspname INTO home FROM pg_extension JOIN pg_namespace ON pg_namespace.oid = extnamespace WHERE extname = 'pg_trgm';
  EXECUTE format('CREATE INDEX members_search ON members USING gin (org_id, member_name %I.gin_trgm_ops)', home);
EXCEPTION
  WHEN insufficient_privilege OR undefined_file OR feature_not_supported OR invalid_schema_name OR undefined_object THEN
    RAISE WARNING 'no search index: %; filters will read whole organizations', SQLERRM;
END
$$;
