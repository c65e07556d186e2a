package orgs.cli.load;

import orgs.store.ChangeKind;
import orgs.store.ImportRow;
import orgs.store.Sync;

/**
 * A sync that a command wants, to be run once.
 *
 * @param beginning what the sync does before it compares
 * @param subject what changes: {@code "organization 'acme'"}
 * @param name what has to be typed to confirm
 */
public record SyncJob(
    Importer<ImportRow> file, Sync sync, ChangeKind beginning, String subject, String name) {}
