package orgs.cli.browse;

import java.util.List;
import orgs.store.model.Organization;

/**
 * The state that the screen shows, and the rows that were chosen on it.
 *
 * <p><b>Threading.</b> The screen's thread owns it: other threads change it by {@link
 * Events#later}.
 */
final class ScreenState {

  final Listing organizations;

  /** The id after which the list of organizations begins when it is first shown, or null. */
  final Long organizationsAfter;

  /** The list that is shown: {@link #organizations}, or the members of one. */
  Listing listing;

  /** Whether the filter is being typed, after {@code /}. */
  boolean typing;

  /** The page or question that covers the list, or null. */
  Overlay overlay;

  /** The last message, or "". */
  String message = "";

  /** The problem of the connection, or null. */
  String connectionProblem;

  /** Null until the screen is left. */
  private Browser.Choice choice;

  /**
   * Begins with an empty list.
   *
   * @param first the organization whose members are shown first, or null for all organizations
   */
  ScreenState(Organization first) {
    organizations = new Listing(new AllOrganizations());
    organizationsAfter = first == null ? null : first.id() - 1;
    listing = first == null ? organizations : new Listing(new MembersOf(first));
  }

  /** Adapts the lists to the size of the screen. */
  void resize(int height) {
    organizations.window.resize(height);
    listing.window.resize(height);
  }

  /** Removes the overlay and shows a message below the list. */
  void backToList(String newMessage) {
    overlay = null;
    message = newMessage;
  }

  /** Leaves the screen. The marked rows are the choice, unless it is interrupted. */
  void leave(boolean interrupted) {
    List<Row> rows = interrupted ? List.of() : List.copyOf(listing.marks.values());
    choice = new Browser.Choice(rows, listing.source.columns(), interrupted);
  }

  /** The choice, or null until the screen is left. */
  Browser.Choice choice() {
    return choice;
  }
}
