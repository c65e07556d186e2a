package orgs.cli.shell;

import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import org.jline.reader.EOFError;
import org.jline.reader.EndOfFileException;
import org.jline.reader.LineReader;
import org.jline.reader.LineReaderBuilder;
import org.jline.reader.ParsedLine;
import org.jline.reader.Parser;
import org.jline.reader.UserInterruptException;
import orgs.cli.completion.EditedLine;
import orgs.cli.completion.EditorCompletion;
import orgs.cli.script.ShellWords;

/** Commands that are typed at a terminal, with an editor, a history and completion. */
final class TypedCommands implements CommandSource {

  private final LineReader editor;

  /** The other commands of several lines that were pasted. */
  private final Deque<String> pasted = new ArrayDeque<>();

  TypedCommands(
      ShellTerminal terminal, EditorCompletion completion, Map<String, String> environment) {
    LineReaderBuilder builder =
        LineReaderBuilder.builder()
            .appName("orgs")
            .terminal(terminal)
            .parser(new CommandParser())
            .completer(completion)
            .history(new ShellHistory())
            .variable(LineReader.SECONDARY_PROMPT_PATTERN, "orgs%M> ")
            .option(LineReader.Option.DISABLE_EVENT_EXPANSION, true)
            .option(LineReader.Option.INSERT_TAB, false);
    Path file = ShellHistory.file(environment);
    if (file != null) {
      builder.variable(LineReader.HISTORY_FILE, file);
    }
    editor = builder.build();
  }

  /** Drops the commands that were pasted after the current one. */
  void drop() {
    pasted.clear();
  }

  @Override
  public Entry next(TransactionState transaction) {
    while (pasted.isEmpty()) {
      try {
        pasted.addAll(ShellWords.commands(editor.readLine(transaction.prompt())));
      } catch (UserInterruptException e) {
        // Ctrl-C: another line instead.
      } catch (EndOfFileException e) {
        return null;
      }
    }
    return new Entry(0, pasted.remove(), null);
  }

  /** A command goes on in the next line while a quote is open. */
  private static final class CommandParser implements Parser {
    @Override
    public ParsedLine parse(String text, int cursor, ParseContext context) {
      boolean prompt = context == ParseContext.SECONDARY_PROMPT;
      if (prompt || context == ParseContext.ACCEPT_LINE) {
        // The prompt is for the next line: the text ends with a line feed then.
        String open = ShellWords.open(prompt ? text.replaceFirst("\n$", "") : text);
        if (!open.isEmpty()) {
          throw new EOFError(-1, -1, "the command goes on", open.equals("\\") ? "-" : open);
        }
      }
      return new EditedLine(text, ShellWords.lastStart(text.substring(0, cursor)), cursor);
    }
  }
}
