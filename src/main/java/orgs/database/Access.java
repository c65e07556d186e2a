package orgs.database;

/** What a role may do with the organizations and members of a schema. */
public enum Access {
  reader,
  writer
}
