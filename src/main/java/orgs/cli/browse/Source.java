package orgs.cli.browse;

import java.util.List;
import java.util.stream.Stream;
import orgs.output.Column;
import orgs.store.NameFilter;
import orgs.store.Page;
import orgs.store.SimilarName;
import orgs.store.Store;

/**
 * What is listed: all organizations, or the members of one. It knows how its rows are selected and
 * changed in the store, and what they are called on the screen.
 *
 * <p><b>Threading.</b> Sources are values. Methods that take the store are called on the queries'
 * thread, the others on the screen's.
 */
sealed interface Source permits AllOrganizations, MembersOf {

  /** How many similar names are offered. */
  int SIMILAR = 20;

  /** The title of the screen. */
  String title();

  /** The noun for one row. */
  String noun();

  /** The columns of the id and of the name. */
  List<Column> columns();

  /** The keys of the list, for the last line of the screen. */
  String keys();

  // --- rows

  /** Streams rows by their ids. Close the stream. */
  Stream<Row> rows(Store store, NameFilter filter, Page page);

  /** Streams some of the first of these rows, those that are found at once. Close the stream. */
  Stream<Row> nearRows(Store store, NameFilter filter, Page page);

  Count count(Store store, NameFilter filter);

  /** Returns names like this text, the nearest first. */
  List<SimilarName> similarTo(Store store, String text);

  /** The details of a row that are known without a query. */
  TextPage details(Row row);

  /** A detail that the database has to be asked for. */
  TextPage.Entry moreDetails(Store store, Row row);

  // --- changes

  /** The title of the question for a new row's name. */
  String addTitle();

  /** Adds a row of this name and returns it. */
  Row add(Store store, String name);

  /** Gives a row another name and returns it. */
  Row rename(Store store, long id, String name);

  /** Asks what is needed to move the selected rows, and moves them. */
  void askToMove(Actions actions, Listing listing);

  /** Asks what is needed to remove the selected rows, and removes them. */
  void askToRemove(Actions actions, Listing listing);
}
