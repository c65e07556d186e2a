package orgs.cli.load;

import java.util.List;
import orgs.input.Column;
import orgs.input.InputFormat;

/**
 * What a command reads from each record of its file.
 *
 * @param fallback the format of the file, where neither an option nor its name says it
 * @param columns the wanted columns
 */
record RowSchema<T>(InputFormat fallback, List<Column> columns, RecordParser<T> parser) {}
