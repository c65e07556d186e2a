package orgs.cli.load;

import java.util.List;
import orgs.input.InputColumn;
import orgs.input.InputFormat;

/**
 * What a command reads from each record of its file.
 *
 * @param fallback the format of the file, where neither an option nor its name says it
 * @param columns the wanted columns
 */
record RowSchema<T>(InputFormat fallback, List<InputColumn> columns, RecordParser<T> parser) {}
