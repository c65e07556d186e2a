package orgs.config;

/** A connection setting, and where it came from. Secrets are not shown. */
public record Setting(String name, String value, String source) {}
