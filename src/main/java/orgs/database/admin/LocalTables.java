package orgs.database.admin;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import orgs.database.FixedPathConnection;
import orgs.database.migration.Migrations;
import orgs.database.sql.Statements;

/**
 * Builds distributed tables again on the coordinator: Citus can't undistribute a table with an
 * identity. Triggers and indexes that others added are lost; where a view needs a table, nothing is
 * done.
 */
final class LocalTables {

  private static final List<String> SEQUENCES =
      List.of("organizations_org_id_seq", "members_member_id_seq");

  private final Distribution distribution;
  private final Statements statements;
  private final String schema;

  LocalTables(Distribution distribution, Statements statements, String schema) {
    this.distribution = distribution;
    this.statements = statements;
    this.schema = schema;
  }

  void rebuild() throws SQLException {
    String old = schema + "_distributed";
    List<String> rights = rights();
    statements.run(
        "LOCK TABLE %s, %s IN ACCESS EXCLUSIVE MODE"
            .formatted(qualified(Distribution.ORGANIZATIONS), qualified(Distribution.MEMBERS)));
    dropForeignKey();
    statements.run("CREATE SCHEMA " + Statements.quoted(old));
    for (String table : Distribution.TABLES) {
      statements.run("ALTER TABLE " + qualified(table) + " SET SCHEMA " + Statements.quoted(old));
    }
    runMigrations();
    // The key would check each row by a look-up; added at the end, it checks all by one join.
    dropForeignKey();
    copy(old, Distribution.ORGANIZATIONS, "org_id, org_name", "org_id");
    copy(old, Distribution.MEMBERS, "org_id, member_id, member_name", "org_id, member_id");
    distribution.addForeignKey();
    for (String sequence : SEQUENCES) {
      statements.text(
          "SELECT setval(?::regclass, last_value, is_called) FROM %s.%s"
              .formatted(Statements.quoted(old), sequence),
          qualified(sequence));
    }
    for (String table : Distribution.TABLES) {
      statements.run("DROP TABLE " + Statements.quoted(old) + "." + table);
    }
    statements.run("DROP SCHEMA " + Statements.quoted(old));
    for (String right : rights) {
      statements.run(right);
    }
    statements.run("ANALYZE " + qualified(Distribution.MEMBERS));
  }

  /** The migrations name tables without a schema. */
  private void runMigrations() throws SQLException {
    statements.run("SET LOCAL search_path = " + Migrations.searchPath(schema));
    for (String script : Migrations.scripts()) {
      statements.run(script);
    }
    statements.run("SET LOCAL search_path = " + FixedPathConnection.PATH);
  }

  private void copy(String from, String table, String columns, String order) throws SQLException {
    statements.run(
        "INSERT INTO %1$s (%2$s) SELECT %2$s FROM %3$s.%4$s ORDER BY %5$s"
            .formatted(qualified(table), columns, Statements.quoted(from), table, order));
  }

  private void dropForeignKey() throws SQLException {
    statements.run(
        "ALTER TABLE "
            + qualified(Distribution.MEMBERS)
            + " DROP CONSTRAINT "
            + Distribution.FOREIGN_KEY);
  }

  private String qualified(String name) {
    return Statements.quoted(schema) + "." + name;
  }

  /** The statements that restore the owners and the privileges of the tables and sequences. */
  private List<String> rights() throws SQLException {
    String owners =
        "SELECT format('ALTER TABLE %I.%I OWNER TO %I',"
            + " nspname, relname, pg_get_userbyid(relowner))"
            + " FROM pg_class JOIN pg_namespace ON pg_namespace.oid = relnamespace"
            + " WHERE nspname = ? AND relkind = 'r'"
            + " AND relname IN ('organizations', 'members')";
    String rights =
        "SELECT format('GRANT %s ON %s %I.%I TO %s%s', privilege_type,"
            + " CASE relkind WHEN 'S' THEN 'SEQUENCE' ELSE 'TABLE' END, nspname, relname,"
            + " CASE grantee WHEN 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(grantee)) END,"
            + " CASE WHEN is_grantable THEN ' WITH GRANT OPTION' ELSE '' END)"
            + " FROM pg_class JOIN pg_namespace ON pg_namespace.oid = relnamespace,"
            + " aclexplode(relacl) WHERE nspname = ? AND relname IN ('organizations', 'members', 'organizations_org_id_seq',"
            + " 'members_member_id_seq')";
    List<String> all = new ArrayList<>(statements.texts(owners, schema));
    all.addAll(statements.texts(rights, schema));
    return all;
  }
}
